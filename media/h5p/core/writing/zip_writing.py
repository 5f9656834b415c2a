"""Zip files whose bytes depend on their content alone: no clock, no user, no order of a disk."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from media.h5p.core.format.paths import extension
from media.h5p.core.reading.layout import MANIFEST

# The first day a zip file can name (APPNOTE.TXT 6.3.10, section 4.4.6).
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16
_DEFLATE_LEVEL = 9
_PACKED_KINDS = "png jpg jpeg gif woff woff2 webm mp4 ogg mp3 m4a docx xlsx pptx odt ods odp"
_ALREADY_PACKED = frozenset(_PACKED_KINDS.split())


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one entry, opened only when its turn comes; `size` is in bytes."""

    size: int
    chunks: Callable[[], Iterable[bytes]]


def of_bytes(content: bytes) -> Source:
    return Source(len(content), lambda: [content])


def write_zip(out: BinaryIO, sources: Mapping[str, Source]) -> None:
    """Write the entries, h5p.json first and the others by name, into a seekable file.

    Deflate is not the same in every build of zlib: files are equal byte for byte where the build is.
    """
    with zipfile.ZipFile(out, "w", allowZip64=True) as archive:
        for name in sorted(sources, key=lambda name: (name != MANIFEST, name)):
            _write(archive, name, sources[name])


def _write(archive: zipfile.ZipFile, name: str, source: Source) -> None:
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.create_system = _UNIX
    info.external_attr = _PLAIN_FILE
    info.file_size = source.size
    packed = extension(name) in _ALREADY_PACKED
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    info._compresslevel = _DEFLATE_LEVEL  # type: ignore[attr-defined]
    with archive.open(info, "w") as entry:
        for chunk in source.chunks():
            entry.write(chunk)
