"""A zip archive from anywhere: nothing of it is unpacked before its directory has been looked through."""

import io
import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from media.h5p.core.reading.zip_directory import lists_more_than
from quizzes.exchange.formats import codes
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.limits import (
    HIGHEST_RATIO,
    MIB,
    MOST_BYTES,
    MOST_MEMBERS,
    MOST_UNPACKED,
    RATIO_MATTERS_FROM,
)

_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, OSError)
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_LOCAL_HEADER = 30


class Archive:
    """The files of an archive that passed, by name."""

    def __init__(
        self, opened: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], findings: Findings
    ) -> None:
        self._opened = opened
        self._infos = infos
        self._findings = findings
        self.names = tuple(infos)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where it is not there or cannot be read, which is found."""
        info = self._infos.get(name)
        if info is None:
            return None
        try:
            return self._opened.read(info)
        except _BROKEN:
            self._findings.error(codes.ZIP_UNREADABLE, name)
            return None


def is_zip(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def opened(data: bytes, findings: Findings) -> Archive | None:
    """The archive; None where it is refused, and the findings say why."""
    if lists_more_than(io.BytesIO(data), MOST_MEMBERS):
        findings.error(codes.ZIP_TOO_MANY, MOST_MEMBERS)
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except _BROKEN:
        findings.error(codes.ZIP_UNREADABLE)
        return None
    for info in infos:
        if code := _wrong(info):
            findings.error(code, info.orig_filename)
            return None
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        findings.error(codes.ZIP_TOO_LARGE, MOST_UNPACKED // MIB)
        return None
    if _overlap(infos):
        findings.error(codes.ZIP_BOMB)
        return None
    return Archive(archive, {info.filename: info for info in infos}, findings)


def _wrong(info: zipfile.ZipInfo) -> str:
    name = info.orig_filename
    if _is_unsafe(name):
        return codes.ZIP_UNSAFE_PATH
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return codes.ZIP_LINK
    if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
        return codes.ZIP_UNREADABLE
    if info.file_size > MOST_BYTES:
        return codes.ZIP_TOO_LARGE
    if info.file_size >= RATIO_MATTERS_FROM and info.file_size > HIGHEST_RATIO * max(info.compress_size, 1):
        return codes.ZIP_BOMB
    return ""


def _is_unsafe(name: str) -> bool:
    path = PurePosixPath(name)
    return "\\" in name or "\0" in name or path.is_absolute() or ".." in path.parts or ":" in name


def _overlap(infos: list[zipfile.ZipInfo]) -> bool:
    """Whether files share packed bytes: how a small archive holds petabytes."""
    taken = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < taken:
            return True
        taken = info.header_offset + _LOCAL_HEADER + info.compress_size
    return False
