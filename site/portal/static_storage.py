"""Static files under hashed names, style sheets flattened into one and compressed beforehand."""

import posixpath
import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'@import "(?P<path>[\w./-]+\.css)"(?: layer\((?P<layer>[\w.]+)\))?;\s*')


class SiteStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Follows `@import` in style sheets of ours, so that a page asks for one sheet, not for ten.

    Browsers follow the same imports by themselves where files are served as they lie (`make dev`).
    """

    support_js_module_import_aggregation = True
    # Wagtail and others refer to maps and pictures that they do not ship.
    manifest_strict = False

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:
        if not dry_run:
            for name in [name for name in paths if name.startswith("portal/css/")]:
                self._flatten(name, paths)
        yield from super().post_process(paths, dry_run, **options)

    def _flatten(self, name: str, paths: dict[str, Any]) -> None:
        storage, source = paths[name]
        with storage.open(source) as file:
            text = file.read().decode()
        if not _IMPORT.search(text):
            return
        flat = _IMPORT.sub(lambda found: self._imported(name, found, paths), text)
        self.delete(name)
        self._save(name, ContentFile(flat.encode()))
        paths[name] = (self, name)

    def _imported(self, name: str, found: re.Match[str], paths: dict[str, Any]) -> str:
        storage, source = paths[posixpath.normpath(posixpath.join(posixpath.dirname(name), found["path"]))]
        with storage.open(source) as file:
            text = file.read().decode()
        return f"@layer {found['layer']} {{\n{text}}}\n" if found["layer"] else text
