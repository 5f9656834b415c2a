"""Style sheets of libraries as one text: what they refer to is put inside, or left out.

A frame of an opaque origin has no cache and sends no session, so nothing may be fetched for a style. Of each
font one file stays, the smallest kind there is; a large one for icons comes by itself, once something on the
screen uses it, and large fonts for reading give way to the device's own.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from media.h5p.core.format.paths import extension
from media.packages.front_end import COMES_LATER

MOST_FONT = 120 * 1024
MOST_FONT_INSIDE = 8 * 1024
MOST_PICTURE = 48 * 1024
READING_FONTS = frozenset({"open sans", "inter", "lato", "roboto"})
"""Families of 55 KB a file and more, which the device can do as well with its own."""

Read = Callable[[str, int], bytes | None]
"""Gets a path below the library and how many bytes at most; None where there is no such file."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font that comes by itself; `how` are the descriptors with which a script adds it."""

    family: str
    how: dict[str, str]
    kind: str
    content: bytes


@dataclass(slots=True)
class Allowance:
    """How much may still be put inside one sheet, in bytes, and how many sheets it may import.

    `faces` are the fonts that were taken out of it.
    """

    size: int = 1024 * 1024
    imports: int = 20
    faces: list[Face] = field(default_factory=list)

    def takes(self, size: int) -> bool:
        self.size -= size
        return self.size >= 0

    def takes_import(self) -> bool:
        self.imports -= 1
        return self.imports >= 0


# Each pattern runs on where it fails, never back and not far: a sheet may be written to make it try for ever.
_NOTE = re.compile(r"/\*(?:.*?\*/|.*\Z)", re.DOTALL)
_CHARSET = re.compile(r"@charset\s[^;]{0,100}+;", re.IGNORECASE)
_IMPORT = re.compile(
    r"@import\s++(?:url\(\s*+)?[\"']?(?P<path>[^\"')\s;]{1,2000}+)[\"']?\s*+\)?(?P<media>[^;]{0,200}+);",
    re.IGNORECASE,
)
_FONT_FACE = re.compile(r"@font-face\s*\{(?P<body>[^{}]*)\}", re.IGNORECASE)
_MOST_BODY = 4_000
_SRC = re.compile(r"(?:^|;)\s*src\s*:(?P<value>(?:[^;\"'(]|\"[^\"]*\"|'[^']*'|\([^)]*\))*+)", re.IGNORECASE)
_FAMILY = re.compile(r"font-family\s*:\s*[\"']?(?P<name>[^;\"'}]+)", re.IGNORECASE)
_URL = re.compile(
    r"url\(\s{0,9}(?P<quote>[\"']?)(?P<path>[^\"'()]{0,2000}?)(?P=quote)\s{0,9}\)", re.IGNORECASE
)
_FONTS = {"woff2": "font/woff2", "woff": "font/woff", "ttf": "font/ttf", "otf": "font/otf"}
_HOW = {
    "font-weight": "weight",
    "font-style": "style",
    "font-stretch": "stretch",
    "unicode-range": "unicodeRange",
}
_PICTURES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
}


def flattened(path: str, text: str, read: Read, left: Allowance | None = None) -> str:
    """A style sheet that refers to nothing outside itself."""
    left = left or Allowance()
    text = _CHARSET.sub("", _NOTE.sub("", text.removeprefix("\ufeff")))
    text = _IMPORT.sub(lambda found: _imported(found, path, read, left), text)
    parts, end = [], 0
    for face in _FONT_FACE.finditer(text):
        parts.append(_with_pictures(text[end : face.start()], path, read, left))
        parts.append(_font_face(face, path, read, left))
        end = face.end()
    return "".join([*parts, _with_pictures(text[end:], path, read, left)])


def _imported(found: re.Match[str], path: str, read: Read, left: Allowance) -> str:
    place = _place(found["path"], path)
    content = read(place, MOST_FONT) if place and left.takes_import() else None
    if content is None or not left.takes(len(content)):
        return ""
    text = flattened(place, content.decode("utf-8", "replace"), read, left)
    media = found["media"].strip()
    return f"@media {media} {{{text}}}" if media else text


def _font_face(face: re.Match[str], path: str, read: Read, left: Allowance) -> str:
    body = face["body"]
    family = _FAMILY.search(body)
    if family and family["name"].strip().lower() in READING_FONTS:
        return ""
    if "url(data:" in body.replace('"', "").replace("'", ""):
        return _URL.sub(_nothing_outside, face[0])  # it is inside already
    if len(body) > _MOST_BODY:
        return ""
    for kind, place in sorted(_font_files(body, path)):
        content = read(place, MOST_FONT)
        if content is None or not left.takes(len(content)):
            continue
        if family is not None and len(content) > MOST_FONT_INSIDE:
            left.faces.append(Face(family["name"].strip(), _described(body), list(_FONTS)[kind], content))
            return f"@font-face{{{_SRC.sub('', body).strip().strip(';')};src:{COMES_LATER}}}"
        source = f"src:url({_inlined(list(_FONTS.values())[kind], content)})"
        return f"@font-face{{{_SRC.sub('', body).strip().strip(';')};{source}}}"
    return ""


def _described(body: str) -> dict[str, str]:
    """The descriptors of a face, by the names that a script gives them."""
    found = {name: re.search(rf"(?:^|[;\s]){name}\s*:\s*(?P<value>[^;}}]{{1,200}})", body) for name in _HOW}
    return {_HOW[name]: value["value"].strip() for name, value in found.items() if value is not None}


def _nothing_outside(found: re.Match[str]) -> str:
    """An address inside stays; in the place of another stands an empty one: the browser takes the next."""
    return found[0] if found["path"].startswith("data:") else "url(data:,)"


def _font_files(body: str, path: str) -> Iterator[tuple[int, str]]:
    """Each font file that a face names, the best kind first."""
    kinds = list(_FONTS)
    for source in _SRC.finditer(body):
        for found in _URL.finditer(source["value"]):
            place = _place(found["path"], path)
            if place and extension(place) in _FONTS:
                yield kinds.index(extension(place)), place


def _with_pictures(text: str, path: str, read: Read, left: Allowance) -> str:
    return _URL.sub(lambda found: _picture(found, path, read, left), text)


def _picture(found: re.Match[str], path: str, read: Read, left: Allowance) -> str:
    address = found["path"]
    if address.startswith(("data:", "#")):
        return found[0]
    place = _place(address, path)
    kind = _PICTURES.get(extension(place)) if place else None
    content = read(place, MOST_PICTURE) if kind else None
    if kind is None or content is None or not left.takes(len(content)):
        return "none"
    return f"url({_inlined(kind, content)})"


def _place(address: str, path: str) -> str:
    """The path below the library that a relative address in one of its files leads to; "" for any other."""
    bare = re.split(r"[?#]", address.strip(), maxsplit=1)[0]
    if not bare or bare.startswith("/") or ":" in bare:
        return ""
    place = normpath(join(dirname(path), bare))
    return "" if place.startswith("..") else place


def _inlined(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
