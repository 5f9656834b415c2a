"""What kind of file somebody uploaded, told from its first bytes and its parts, before anything is read.

A workbook is an archive: its parts are counted, and unpacked once without being kept, so that one that
would fill the memory (a "zip bomb"), is damaged or locked is refused before a reader touches it.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from organisations.exchange.files.refusals import (
    MAX_BYTES,
    MAX_ROWS,
    ROWS_TO_FIND_HEADINGS_IN,
    UnreadableFile,
)

MAX_PARTS = 1000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_STRINGS = 48 * 1024 * 1024
SUSPECT_FROM = 10 * 1024 * 1024
MAX_RATIO = 150
_PIECE = 256 * 1024
_ENCRYPTED = 0x1

_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s/>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")

_OFFICE_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = {
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"{\\rtf": "word",
    b"Rar!": "packed",
    b"7z\xbc\xaf": "packed",
}


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What one pass over a sheet's bytes tells beside its rows: where cells are merged."""

    merged: tuple[str, ...]


def kind_of_file(file: IO[bytes]) -> str:
    """`workbook` or `text`; refuses what is neither, and says what it is instead."""
    file.seek(0, 2)
    size = file.tell()
    if size > MAX_BYTES:
        raise UnreadableFile("file_too_large", megabytes=MAX_BYTES // 1024 // 1024)
    if size == 0:
        raise UnreadableFile("file_empty")
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if head.startswith(b"PK"):
        return "workbook"
    if head.startswith(_OFFICE_97):
        raise UnreadableFile(_kind_of_office_97(file))
    for beginning, kind in _OTHER_KINDS.items():
        if head.startswith(beginning):
            raise UnreadableFile(kind)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table)", head, re.IGNORECASE):
        raise UnreadableFile("web_page")
    return "text"


def _kind_of_office_97(file: IO[bytes]) -> str:
    """One container holds workbooks and documents up to 2003, and locked workbooks of today."""
    content = file.read()
    for stream, kind in (("EncryptedPackage", "locked"), ("WordDocument", "word"), ("Workbook", "old_excel")):
        if stream.encode("utf-16-le") in content:
            return kind
    return "old_excel" if "Book".encode("utf-16-le") in content else "not_a_workbook"


def open_archive(file: IO[bytes]) -> ZipFile:
    """The workbook as an archive whose parts may be read; refuses everything else that is one."""
    try:
        archive = ZipFile(file)
        parts = archive.infolist()
        _check_kind({part.filename for part in parts}, archive)
        _check_sizes(parts)
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise UnreadableFile("damaged") from error
    return archive


def _check_kind(names: set[str], archive: ZipFile) -> None:
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        if any(name.endswith(".bin") and name.startswith("xl/workbook") for name in names):
            raise UnreadableFile("binary_workbook")
        return
    if any(name.startswith("word/") for name in names):
        raise UnreadableFile("word")
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:200]:
        raise UnreadableFile("open_document")
    raise UnreadableFile("not_a_workbook")


def _check_sizes(parts: list[ZipInfo]) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise UnreadableFile("locked")
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    suspect = unpacked > SUSPECT_FROM and unpacked > packed * MAX_RATIO
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or suspect:
        raise UnreadableFile("unpacks_too_large", megabytes=MAX_UNPACKED // 1024 // 1024)
    if any(part.file_size > MAX_STRINGS for part in parts if part.filename.endswith("sharedStrings.xml")):
        raise UnreadableFile("too_many_rows", limit=MAX_ROWS)


def unpack_once(archive: ZipFile) -> dict[str, SheetFacts]:
    """Read every part to its end: its real size and its checksum are what the archive declares.

    Returns the facts of each sheet, by the name of its part; refuses one with too many rows.
    """
    facts: dict[str, SheetFacts] = {}
    for part in archive.infolist():
        if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
            facts[part.filename] = _facts_of_sheet(archive, part.filename)
        else:
            for _ in _pieces(archive, part.filename):
                pass
    return facts


def _facts_of_sheet(archive: ZipFile, name: str) -> SheetFacts:
    """Counted on the bytes, before any text is kept in memory."""
    filled, merged, rest = 0, [], b""
    for piece in _pieces(archive, name):
        *rows, rest = _ROW.split(rest + piece)
        filled += sum(1 for row in rows if _VALUE.search(row))
        if filled > MAX_ROWS + ROWS_TO_FIND_HEADINGS_IN:
            raise UnreadableFile("too_many_rows", limit=MAX_ROWS)
        if len(rest) > 4 * _PIECE:  # after the last row: merged cells, lists, formats
            merged += _MERGED.findall(rest[:-_PIECE])
            rest = rest[-_PIECE:]
    merged += _MERGED.findall(rest)
    return SheetFacts(tuple(dict.fromkeys(one.decode() for one in merged)))


def _pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as part:
            while piece := part.read(_PIECE):
                yield piece
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, KeyError) as error:
        raise UnreadableFile("damaged") from error
