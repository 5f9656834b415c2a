"""Opens a Word file as an archive of parts, after its directory was looked at and before anything is parsed.

Nothing that a file points to outside itself is ever fetched.
"""

import posixpath
import re
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException, ElementTree

from quizzes.exchange.formats.word.limits import (
    MOST_BYTES,
    MOST_DEPTH,
    MOST_PARTS,
    MOST_RATIO,
    MOST_UNPACKED,
    MOST_XML,
    SUSPECT_FROM,
)

_OFFICE_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN_TYPES = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
_DAMAGED = (
    BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, LookupError, ValueError, OSError, RuntimeError,
)  # fmt: skip
"""What the archive's own reader raises for damage of one kind or another."""


class Unreadable(Exception):
    """The file as a whole cannot be taken; `code` says why."""

    def __init__(self, code: str, said: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.said = said


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to."""

    target: str
    is_outside: bool


class Package:
    """The parts of a Word file."""

    def __init__(self, archive: ZipFile, main: str) -> None:
        self._archive = archive
        self._parts = {part.filename: part for part in archive.infolist()}
        self.main = main

    def xml(self, name: str) -> Element | None:
        """A part as a tree; None where there is none."""
        part = self._parts.get(name)
        return None if part is None else _parsed(self.read(part), name)

    def relations(self, name: str) -> dict[str, Relation]:
        folder, file = posixpath.split(name)
        tree = self.xml(f"{folder}/_rels/{file}.rels")
        return (
            {}
            if tree is None
            else {one.get("Id", ""): _relation(one, folder) for one in tree.iter(_RELATIONS)}
        )

    def beside(self, kind: str) -> Element | None:
        """The part that the document relates to as `kind`: styles, numbering."""
        tree = self.xml("{}/_rels/{}.rels".format(*posixpath.split(self.main)))
        for one in () if tree is None else tree.iter(_RELATIONS):
            if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External":
                return self.xml(_relation(one, posixpath.dirname(self.main)).target)
        return None

    def content(self, name: str, most: int) -> bytes | None:
        """The bytes of a part, None where there is none or it is larger than `most`."""
        part = self._parts.get(name)
        return None if part is None or part.file_size > most else self.read(part)

    def read(self, part: ZipInfo) -> bytes:
        try:
            with self._archive.open(part) as content:
                data = content.read(part.file_size + 1)
        except _DAMAGED as error:
            raise Unreadable("word.damaged", part.filename) from error
        if len(data) > part.file_size:
            raise Unreadable("word.damaged", part.filename)
        return data


def opened(data: bytes) -> Package:
    """The file as a package. Raises Unreadable."""
    _check_beginning(data)
    try:
        archive = ZipFile(BytesIO(data))
        parts = archive.infolist()
    except _DAMAGED as error:
        raise Unreadable("word.damaged") from error
    _check_parts(parts)
    try:
        return Package(archive, _main_part(archive, parts))
    except _DAMAGED as error:
        raise Unreadable("word.damaged") from error


def _check_beginning(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise Unreadable("word.too_large", str(MOST_BYTES // 1024 // 1024))
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("word.empty")
    if data.startswith(_OFFICE_97):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise Unreadable("word.locked" if locked else "word.old_doc")
    if data.startswith(b"{\\rtf"):
        raise Unreadable("word.rtf")
    if data.startswith(b"%PDF"):
        raise Unreadable("word.pdf")
    if not data.startswith(b"PK"):
        raise Unreadable("word.not_word")


def _check_parts(parts: list[ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Unreadable("word.locked")
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise Unreadable("word.unsafe_name", name[:80])
    if len(set(names)) < len(names):
        raise Unreadable("word.damaged")
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    suspect = unpacked > SUSPECT_FROM and unpacked > packed * MOST_RATIO
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or suspect:
        raise Unreadable("word.unpacks_too_large")
    if any(part.file_size > MOST_XML for part in parts if part.filename.endswith((".xml", ".rels"))):
        raise Unreadable("word.unpacks_too_large")
    lower = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise Unreadable("word.macros")


def _main_part(archive: ZipFile, parts: list[ZipInfo]) -> str:
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names:
        raise Unreadable("word.open_document" if "mimetype" in names else "word.not_word")
    types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    if "macroEnabled" in types:
        raise Unreadable("word.macros")
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise Unreadable("word.not_word")
    for one in re.finditer(r"<(?:\w+:)?Override\b[^>]*>", types):
        found = re.search(r'PartName="/([^"]+)"', one[0])
        if found and any(kind in one[0] for kind in _MAIN_TYPES) and found[1] in names:
            return found[1]
    if "word/document.xml" in names:
        return "word/document.xml"
    raise Unreadable("word.not_word")


def _relation(one: Element, folder: str) -> Relation:
    outside = one.get("TargetMode") == "External"
    target = one.get("Target", "")
    if not outside:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(target, outside)


def _parsed(data: bytes, name: str) -> Element:
    try:
        tree: Any = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable("word.entities", name) from error
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise Unreadable("word.damaged", name) from error
    _check_depth(tree, name)
    found: Element = tree
    return found


def _check_depth(tree: Element, name: str) -> None:
    """Level by level, so that no nesting can exhaust the stack here or later."""
    level, depth = [tree], 0
    while level:
        depth += 1
        if depth > MOST_DEPTH:
            raise Unreadable("word.damaged", name)
        level = [child for one in level for child in one]
