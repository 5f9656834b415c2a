"""What a file that people hand in or send may be, judged by what is in it and never by its name."""

import zipfile
from pathlib import PurePath
from typing import IO

from media.h5p.core.reading.zip_directory import lists_more_than

LARGEST = 10 * 1024 * 1024
"""Bytes."""
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
    "png": "image/png",
}
LONGEST_NAME = 120
MOST_ENTRIES = 5000

_BEGINNINGS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_ODT = KINDS["odt"].encode()


class WrongFile(Exception):
    """Not one of the kinds that are taken."""


class TooLarge(Exception):
    """Larger than is taken."""


def kind_of(content: IO[bytes], size: int) -> str:
    """Which of `KINDS` a file is. Raises WrongFile, TooLarge."""
    if size > LARGEST:
        raise TooLarge
    content.seek(0)
    beginning = content.read(16)
    content.seek(0)
    for start, kind in _BEGINNINGS.items():
        if beginning.startswith(start):
            return kind
    if beginning.startswith(b"PK\x03\x04") and (found := _document_in(content)):
        return found
    raise WrongFile


def _document_in(content: IO[bytes]) -> str:
    """Which document an archive is; only its list of names, if it is short, and one short entry are read."""
    if lists_more_than(content, MOST_ENTRIES):
        return ""
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return "" if any(name.endswith("vbaProject.bin") for name in names) else "docx"
            if "mimetype" in names:
                with archive.open("mimetype") as entry:
                    return "odt" if entry.read(len(_ODT) + 1).strip() == _ODT else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return ""  # damaged, or locked with a password
    finally:
        content.seek(0)
    return ""


def tidy_name(name: str, kind: str) -> str:
    """The name it was sent under, short, without a folder, with the ending of what it is."""
    stem = PurePath(name.replace("\\", "/")).stem
    printable = "".join(letter for letter in stem if letter.isprintable()).strip(" .")
    return f"{printable[:LONGEST_NAME] or 'tep'}.{kind}"
