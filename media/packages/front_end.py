"""Programs of others that run in browsers, as static files: fetched by npm at set-up, served by the site.

They are named one by one, never copied into the sources, and stay programs of their own: `docs/NOTICES.md`
says whose they are. What a frame of an opaque origin cannot do for itself is done on the way: it may fetch no
font, so those that draw icons are brought to it once they are used, and those for text are left out.
"""

import os
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

H5P_SCRIPTS = ("h5p/frame.bundle.js",)
H5P_STYLES = ("h5p/h5p.css",)

H5P_FONTS = (("h5p", "h5p/icons.woff2"), ("h5p-theme", "h5p/theme.woff2"))
"""Families of the core's style sheet and their files."""

LEFT_OUT = frozenset({"Inter", "Open Sans", "h5p-hub-publish"})
"""Faces for text, where the phone's own do, and one for a catalogue that is not used here."""
KINDS = {".woff2": "font/woff2", ".gif": "image/gif", ".svg": "image/svg+xml", ".png": "image/png"}

COMES_LATER = 'local("comes later")'
"""A source that no device has: a browser that looks for it tells that the font is used."""

_NOTE = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_FACE = re.compile(r"@font-face\s*\{[^}]*?font-family:\s*[\"']?([^\"';}]+)[\"']?[^}]*\}")
_URL = re.compile(r"url\(\s*([\"']?)(?!data:)([^\"')]+)\1\s*\)")
_MAP = re.compile(rb"^//# sourceMappingURL=.*$", re.MULTILINE)


def as_it_is(source: Path) -> bytes:
    """A script, without the note where its map would be: maps are not served."""
    return _MAP.sub(b"", source.read_bytes())


def in_one_piece(source: Path) -> bytes:
    """A style sheet that needs no other file."""
    text = _SPACE.sub(" ", _NOTE.sub("", source.read_text(encoding="utf-8")))
    text = _FACE.sub(_face, text)
    return _URL.sub(lambda found: _written_out(source.parent, found[2]), text).encode()


def as_bytes(source: Path) -> bytes:
    return source.read_bytes()


def _face(found: re.Match[str]) -> str:
    family = found[1].strip()
    if family in dict(H5P_FONTS):
        return f"@font-face{{font-family:{family};src:{COMES_LATER}}}"
    return "" if family in LEFT_OUT else found[0]


def _written_out(folder: Path, address: str) -> str:
    file = (folder / address.partition("?")[0].partition("#")[0]).resolve()
    return f"url(data:{KINDS[file.suffix]};base64,{b64encode(file.read_bytes()).decode()})"


Make = Callable[[Path], bytes]

FRONT_END: Mapping[str, tuple[str, Make]] = {
    "h5p/frame.bundle.js": ("h5p-standalone/dist/frame.bundle.js", as_it_is),
    "h5p/h5p.css": ("h5p-standalone/dist/styles/h5p.css", in_one_piece),
    "h5p/icons.woff2": ("h5p-standalone/dist/fonts/h5p-core-30.woff2", as_bytes),
    "h5p/theme.woff2": ("h5p-standalone/dist/fonts/h5p-theme.woff2", as_bytes),
    "scorm-again/scorm12.js": ("scorm-again/dist/esm/scorm12.min.js", as_it_is),
    "scorm-again/scorm2004.js": ("scorm-again/dist/esm/scorm2004.min.js", as_it_is),
    "scorm-again/cross-frame-lms.js": ("scorm-again/dist/esm/cross-frame-lms.min.js", as_it_is),
    "qr/decode.js": ("qr/decode.js", as_it_is),
    "qr/index.js": ("qr/index.js", as_it_is),
    "scorm-again/cross-frame-api.js": ("scorm-again/dist/cross-frame-api.min.js", as_it_is),
}
"""Where each static file comes from, below node_modules, and how it is made of it."""


class FrontEndFinder(BaseFinder):
    """Finds the files named above, once npm has fetched what they are made of."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        found = _made(path) if path in FRONT_END else None
        if find_all:
            return [str(found)] if found else []
        return str(found) if found else None

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=settings.FRONT_END_MADE)
        for name in FRONT_END:
            if not matches_patterns(name, ignore_patterns or []) and _made(name):
                yield name, storage


def _made(name: str) -> Path | None:
    """The file, made again where its source is newer; None where npm has not been."""
    below, make = FRONT_END[name]
    source, made = settings.FRONT_END / below, settings.FRONT_END_MADE / name
    if not source.exists():
        return None
    if not made.exists() or made.stat().st_mtime < max(source.stat().st_mtime, _OURS):
        made.parent.mkdir(parents=True, exist_ok=True)
        # Two processes may start at once: neither finds half a file.
        half = made.with_name(f"{made.name}.{os.getpid()}")
        half.write_bytes(make(source))
        half.replace(made)
    return made


_OURS = Path(__file__).stat().st_mtime
