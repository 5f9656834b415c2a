"""Opens a Word file as an archive of parts, after its directory was looked at and before anything is parsed.

Nothing that a file points to outside itself is ever fetched.
"""

import posixpath
import re
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element
from zipfile import ZipFile, ZipInfo

from defusedxml import DefusedXmlException, ElementTree

from quizzes.exchange.formats.office_archives import DAMAGED, Unreadable, archive_of, content_of
from quizzes.exchange.formats.word.limits import MOST_DEPTH, MOST_TAGS

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN_TYPES = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")


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
        return content_of(self._archive, part)


def opened(data: bytes) -> Package:
    """The file as a package. Raises Unreadable."""
    archive = archive_of(data)
    try:
        return Package(archive, _main_part(archive))
    except DAMAGED as error:
        raise Unreadable("damaged") from error


def _main_part(archive: ZipFile) -> str:
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names:
        raise Unreadable("open_document" if "mimetype" in names else "not_word")
    types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    if "macroEnabled" in types:
        raise Unreadable("macros")
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise Unreadable("not_word")
    for one in re.finditer(r"<(?:\w+:)?Override\b[^>]*>", types):
        found = re.search(r'PartName="/([^"]+)"', one[0])
        if found and any(kind in one[0] for kind in _MAIN_TYPES) and found[1] in names:
            return found[1]
    if "word/document.xml" in names:
        return "word/document.xml"
    raise Unreadable("not_word")


def _relation(one: Element, folder: str) -> Relation:
    outside = one.get("TargetMode") == "External"
    target = one.get("Target", "")
    if not outside:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(target, outside)


def _parsed(data: bytes, name: str) -> Element:
    # A few bytes in the archive can become a tree of gigabytes, so the tags are counted first.
    if data.count(b"<") > MOST_TAGS:
        raise Unreadable("unpacks_too_large", name)
    try:
        tree: Any = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable("entities", name) from error
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise Unreadable("damaged", name) from error
    _check_depth(tree, name)
    found: Element = tree
    return found


def _check_depth(tree: Element, name: str) -> None:
    """Level by level, so that no nesting can exhaust the stack here or later."""
    level, depth = [tree], 0
    while level:
        depth += 1
        if depth > MOST_DEPTH:
            raise Unreadable("damaged", name)
        level = [child for one in level for child in one]
