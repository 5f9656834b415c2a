"""The place in the log where a page begins, written so that an address can carry it. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WRITTEN = re.compile(r"(\d{1,17})-(\d{1,18})")
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A reading's moment and number: what is older than both comes after it."""

    at: datetime
    number: int

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // _MICROSECOND}-{self.number}"

    @classmethod
    def read(cls, written: str) -> Self | None:
        """The mark an address carries; none for what is no mark."""
        match = _WRITTEN.fullmatch(written)
        if match is None:
            return None
        try:
            return cls(_EPOCH + int(match[1]) * _MICROSECOND, int(match[2]))
        except OverflowError:
            return None
