"""What stands in a calendar."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A day, or a span of hours. `key` is the same each time, so that a calendar knows it again.

    `address` is a path on this site.
    """

    key: str
    title: str
    begins: date | datetime
    ends: datetime | None = None
    text: str = ""
    address: str = ""


MEETING_DAY = 3
"""Of each month: the cell meets."""
