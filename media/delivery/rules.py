"""Pure decisions about handing out files: which bytes were asked for, and until when a link is good."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_RANGE = re.compile(r"^bytes=\s*(\d{0,19})\s*-\s*(\d{0,19})\s*$", re.IGNORECASE)
GOOD_FOR = timedelta(hours=6)
"""A link is good for at least so long, and at most for twice that: it stays the same for `GOOD_FOR`, so that
a browser finds again what it has kept."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes `first` to `last`, both included, of a file of `size` bytes."""

    first: int
    last: int
    size: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def header(self) -> str:
        """Content-Range (RFC 9110, section 14.4)."""
        return f"bytes {self.first}-{self.last}/{self.size}"


class RangeNotSatisfiable(Exception):
    """The file ends before the bytes that were asked for."""


def range_asked(header: str, size: int) -> ByteRange | None:
    """The one range that a Range header asks for (RFC 9110, section 14.2).

    None for the whole file: without a header, for several ranges at once, and for what is no range of bytes,
    as the section allows. Raises RangeNotSatisfiable.
    """
    found = _RANGE.match(header)
    if not found or found[1] == found[2] == "":
        return None
    if found[1] == "":
        length = int(found[2])
        if length == 0 or size == 0:
            raise RangeNotSatisfiable
        return ByteRange(max(0, size - length), size - 1, size)
    first, last = int(found[1]), int(found[2]) if found[2] else size - 1
    if found[2] and last < first:
        return None
    if first >= size:
        raise RangeNotSatisfiable
    return ByteRange(first, min(last, size - 1), size)


def good_until(now: datetime) -> datetime:
    """When a link made now runs out: the same moment for all links made within `GOOD_FOR`."""
    seconds = int(GOOD_FOR.total_seconds())
    turn = int(now.timestamp()) // seconds
    return datetime.fromtimestamp((turn + 2) * seconds, tz=now.tzinfo)
