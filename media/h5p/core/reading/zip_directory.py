"""How many entries a zip file may list, told from its last bytes before anything parses the list.

Python's `zipfile` makes an object for every record of the central directory as it opens a file: a 6 MB
list of a hundred thousand names would cost 70 MB. The records lie directly before the end record
(APPNOTE.TXT 6.3.10, section 4.3.6) and each begins with a signature, so counting signatures in that
stretch gives an upper bound whatever else the bytes say. Where the end record could be read in two ways,
both are counted; where it points elsewhere, as zip64 may, the whole file is.
"""

from __future__ import annotations

import io
import struct
from typing import IO

_END = b"PK\x05\x06"
_END_SIZE = 22
_MAX_COMMENT = 65_535
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP64_LOCATOR_SIZE = 20
_RECORD = b"PK\x01\x02"
_CHUNK = 64 * 1024


def lists_more_than(file: IO[bytes], most: int) -> bool:
    """Whether the file may list more than `most` entries; False for a file that is no zip at all."""
    file_size = file.seek(0, io.SEEK_END)
    tail_start = max(0, file_size - _END_SIZE - _MAX_COMMENT - _ZIP64_LOCATOR_SIZE)
    file.seek(tail_start)
    tail = file.read()
    # A signature inside the end record must not hide the record: zipfile looks at the last 22 bytes first.
    ends = {len(tail) - _END_SIZE, tail.rfind(_END)}
    return any(
        _records(file, _directory_start(tail, end, tail_start), tail_start + end, most) > most
        for end in ends
        if end >= 0 and tail.startswith(_END, end) and end + _END_SIZE <= len(tail)
    )


def _directory_start(tail: bytes, end: int, tail_start: int) -> int:
    locator = end - _ZIP64_LOCATOR_SIZE
    if locator >= 0 and tail.startswith(_ZIP64_LOCATOR, locator):
        return 0
    size: int = struct.unpack_from("<I", tail, end + 12)[0]
    return max(0, tail_start + end - size)


def _records(file: IO[bytes], start: int, stop: int, most: int) -> int:
    """Signatures between two offsets, counted no further than just past `most`."""
    file.seek(start)
    count, carried = 0, b""
    while start < stop and count <= most:
        chunk = file.read(min(_CHUNK, stop - start))
        if not chunk:
            break
        start += len(chunk)
        count += (carried + chunk).count(_RECORD)
        carried = chunk[-(len(_RECORD) - 1) :]
    return count
