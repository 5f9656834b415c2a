"""A zip archive that has passed every check its directory allows, open for reading.

Nothing is unpacked here and nothing is written. Whoever reads an entry gets it in small chunks, and an
entry that turns out longer, shorter or other than the directory said is reported as corrupt.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from operator import eq
from typing import BinaryIO

from media.h5p.core.codes import Code
from media.h5p.core.findings import Findings, H5PError, error
from media.h5p.core.format.json_values import Json
from media.h5p.core.format.limits import Limits
from media.h5p.core.format.strict_json import JsonRefused, parse_json
from media.h5p.core.reading.archive_checks import check_infos
from media.h5p.core.reading.zip_directory import lists_more_than
from media.h5p.core.sentences import phrases

CHUNK = 64 * 1024

# What zipfile and zlib raise on bytes that lie, found by reading them and by fuzzing.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, OSError)


class EntryUnreadable(H5PError):
    """An entry whose bytes cannot be read to the end."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the archive; `size` is in bytes, unpacked."""

    name: str
    size: int


class Archive:
    """The entries core would use; `hidden` counts those it skips, such as `.DS_Store` and `__MACOSX`."""

    def __init__(
        self, opened: zipfile.ZipFile, infos: Mapping[str, zipfile.ZipInfo], hidden: int, file: BinaryIO
    ) -> None:
        self._opened = opened
        self._file = file
        self._infos = infos
        self.entries: Mapping[str, Entry] = {
            name: Entry(name, info.file_size) for name, info in sorted(infos.items())
        }
        self.hidden = hidden

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of an entry, at most `CHUNK` at a time; raise `EntryUnreadable`."""
        return _chunks(self._opened, self._infos[name])

    def read(self, name: str, most: int) -> bytes:
        """A whole entry, or its first `most` + 1 bytes; raise `EntryUnreadable`."""
        with _told_as_corrupt(name), self._opened.open(self._infos[name]) as stream:
            return stream.read(most + 1)

    def json(self, name: str, limits: Limits) -> Json:
        """Parse an entry; raise `EntryUnreadable` or `JsonRefused`."""
        if name not in self.entries:
            raise JsonRefused(phrases.NO_FILE)
        if self.entries[name].size > limits.max_json_bytes:
            raise JsonRefused(phrases.JSON_TOO_LARGE)
        return parse_json(self.read(name, limits.max_json_bytes), limits)

    def close(self) -> None:
        self._opened.close()
        self._file.close()


def open_archive(file: BinaryIO, limits: Limits, findings: Findings) -> Archive | None:
    """Check the directory of a zip file; None when it cannot be used, with the reasons in `findings`.

    Takes a seekable file, which the archive closes with itself.
    """
    try:
        if lists_more_than(file, limits.max_files):
            findings.add(error(Code.TOO_MANY_FILES, limit=limits.max_files))
            return None
        opened = zipfile.ZipFile(file)
    except _BROKEN:
        findings.add(error(Code.UNABLE_TO_UNZIP))
        return None
    if len(opened.infolist()) > limits.max_files:  # should a later zipfile look elsewhere for the list
        findings.add(error(Code.TOO_MANY_FILES, limit=limits.max_files))
        return None
    infos, hidden = check_infos(opened.infolist(), limits, findings, partial(_same_bytes, opened))
    return Archive(opened, infos, hidden, file)


def _same_bytes(opened: zipfile.ZipFile, one: zipfile.ZipInfo, other: zipfile.ZipInfo) -> bool:
    if (one.file_size, one.CRC) != (other.file_size, other.CRC):
        return False
    try:
        return all(map(eq, _chunks(opened, one), _chunks(opened, other)))
    except EntryUnreadable:
        return False


def _chunks(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with _told_as_corrupt(info.filename), opened.open(info) as stream:
        left = info.file_size
        while chunk := stream.read(CHUNK):
            left -= len(chunk)
            yield chunk
        if left:
            raise EntryUnreadable(error(Code.CORRUPT_FILE, info.filename))


@contextmanager
def _told_as_corrupt(name: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as broken:
        raise EntryUnreadable(error(Code.CORRUPT_FILE, name)) from broken
