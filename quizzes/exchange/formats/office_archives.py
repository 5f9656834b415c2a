"""Files of offices (.docx, .xlsx) as archives, looked at before anything in them is parsed."""

import re
import struct
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_BYTES = 30 * 1024 * 1024
MOST_PARTS = 5_000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_XML = 40 * 1024 * 1024
"""Of one part that is parsed."""
SUSPECT_FROM = 20 * 1024 * 1024
MOST_RATIO = 200

_OFFICE_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_DOCTYPE = re.compile(
    b"|".join(re.escape("<!DOCTYPE".encode(code)) for code in ("ascii", "utf-16-le", "utf-16-be"))
)
DAMAGED = (
    BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    LookupError,
    ValueError,
    OSError,
    RuntimeError,
)
"""What the archive's own reader raises for damage of one kind or another."""


class Unreadable(Exception):
    """The file as a whole cannot be taken; `code` says why."""

    def __init__(self, code: str, said: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.said = said


def archive_of(data: bytes) -> ZipFile:
    """The archive, its size, names and promises checked. Raises Unreadable."""
    _check_beginning(data)
    try:
        archive = ZipFile(BytesIO(data))
        parts = archive.infolist()
    except DAMAGED as error:
        raise Unreadable("damaged") from error
    _check_parts(parts)
    return archive


def content_of(archive: ZipFile, part: ZipInfo) -> bytes:
    """A part unpacked, which must be as large as it says, and which brings no definitions of its own."""
    try:
        with archive.open(part) as content:
            data = content.read(part.file_size + 1)
    except DAMAGED as error:
        raise Unreadable("damaged", part.filename) from error
    if len(data) > part.file_size:
        raise Unreadable("damaged", part.filename)
    if part.filename.endswith((".xml", ".rels")) and _DOCTYPE.search(data):
        raise Unreadable("entities", part.filename)
    return data


def _check_beginning(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", str(MOST_BYTES // 1024 // 1024))
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("empty")
    if data.startswith(_OFFICE_97):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise Unreadable("locked" if locked else "before_2007")
    if data.startswith(b"{\\rtf"):
        raise Unreadable("rtf")
    if data.startswith(b"%PDF"):
        raise Unreadable("pdf")
    if not data.startswith(b"PK"):
        raise Unreadable("not_office")


def _check_parts(parts: list[ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Unreadable("locked")
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise Unreadable("unsafe_name", name[:80])
    if len(set(names)) < len(names):
        raise Unreadable("damaged")
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    suspect = unpacked > SUSPECT_FROM and unpacked > packed * MOST_RATIO
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or suspect:
        raise Unreadable("unpacks_too_large")
    if any(part.file_size > MOST_XML for part in parts if part.filename.endswith((".xml", ".rels"))):
        raise Unreadable("unpacks_too_large")
    lower = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise Unreadable("macros")
