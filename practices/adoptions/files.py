"""Evidence of an adoption: what it may be, judged by what is in it and never by its name, and its storage."""

import zipfile
from pathlib import PurePath
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from media.h5p.core.reading.zip_directory import lists_more_than

LARGEST = 10 * 1024 * 1024
"""Bytes."""
MOST = 5
"""Files with one report."""
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "png": "image/png",
}
LONGEST_NAME = 120

_BEGINNINGS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_ZIP = b"PK\x03\x04"
_MOST_ENTRIES = 5000


def kind_of(content: IO[bytes]) -> str:
    """Which of `KINDS` a file is; "" for none of them."""
    content.seek(0)
    beginning = content.read(16)
    content.seek(0)
    for start, kind in _BEGINNINGS.items():
        if beginning.startswith(start):
            return kind
    return "docx" if beginning.startswith(_ZIP) and _is_docx(content) else ""


def _is_docx(content: IO[bytes]) -> bool:
    """By its list of names alone, if that is short; one with macros is none."""
    if lists_more_than(content, _MOST_ENTRIES):
        return False
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return False
    finally:
        content.seek(0)
    has_macros = any(name.endswith("vbaProject.bin") for name in names)
    return {"[Content_Types].xml", "word/document.xml"} <= names and not has_macros


def tidy_name(name: str, kind: str) -> str:
    """The name it was sent under, short, without a folder, with the ending of what it is."""
    stem = PurePath(name.replace("\\", "/")).stem
    printable = "".join(letter for letter in stem if letter.isprintable()).strip(" .")
    return f"{printable[:LONGEST_NAME] or 'tep'}.{kind}"


def store(content: bytes, kind: str) -> str:
    """Keep bytes where no address leads; returns under which name."""
    return str(_storage().save(f"adoptions/{uuid4()}.{kind}", ContentFile(content)))


def opened(stored_as: str) -> IO[bytes]:
    file: IO[bytes] = _storage().open(stored_as, "rb")
    return file


def remove(stored_as: str) -> None:
    _storage().delete(stored_as)


def _storage() -> Any:
    return storages["private"]
