"""On which days a report is made. Pure: standard library only."""

from datetime import date, timedelta
from enum import StrEnum

LAST_DAY = 28
"""Every month has so many days."""
_LONGEST = 93
"""Between two days of a schedule lie at most so many."""


class Every(StrEnum):
    """How often."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


def is_due(every: str, day: int, on: date) -> bool:
    """Whether it is made on a date; `day` is of the week from Monday on, else of the month, and of the first
    one in a quarter."""
    if every == Every.WEEK:
        return on.isoweekday() == day
    return on.day == day and (every == Every.MONTH or on.month % 3 == 1)


def last_due(every: str, day: int, today: date) -> date:
    """The last day on which it was to be made, today included."""
    return next(on for back in range(_LONGEST) if is_due(every, day, on := today - timedelta(days=back)))


def next_due(every: str, day: int, after: date) -> date:
    """The first day after another on which it will be made."""
    days = range(1, _LONGEST + 1)
    return next(on for ahead in days if is_due(every, day, on := after + timedelta(days=ahead)))
