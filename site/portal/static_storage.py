"""Static files under hashed names, style sheets flattened into one and compressed beforehand."""

import posixpath
import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'@import "(?P<path>[\w./-]+\.css)"(?: layer\((?P<layer>[\w.]+)\))?;\s*')
_NOTE = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_RELATIVE_URL = re.compile(r"url\(\s*[\"']?(?![\"'/#]|data:)")


class BrokenStyleSheet(Exception):
    """A style sheet cannot be made one with what it imports; the message says which and why."""


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
        flat = self._sheet(name, paths)
        if flat != _text(name, paths):
            self.delete(name)
            self._save(name, ContentFile(flat.encode()))
            paths[name] = (self, name)

    def _sheet(self, name: str, paths: dict[str, Any]) -> str:
        return _IMPORT.sub(lambda found: self._imported(name, found, paths), _text(name, paths))

    def _imported(self, name: str, found: re.Match[str], paths: dict[str, Any]) -> str:
        imported = posixpath.normpath(posixpath.join(posixpath.dirname(name), found["path"]))
        if imported not in paths:
            raise BrokenStyleSheet(f"{name} imports {imported}, which is not there.")
        # Notes are for who reads the sources; a phone need not fetch them.
        text = _NOTE.sub("", self._sheet(imported, paths))
        if _RELATIVE_URL.search(text) and posixpath.dirname(imported) != posixpath.dirname(name):
            raise BrokenStyleSheet(f"{imported} refers to a file beside it, which {name} would not find.")
        return f"@layer {found['layer']} {{\n{text}}}\n" if found["layer"] else text


def _text(name: str, paths: dict[str, Any]) -> str:
    storage, source = paths[name]
    with storage.open(source) as file:
        text: str = file.read().decode()
    return text
