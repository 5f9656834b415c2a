"""Pure decisions of following up: how rows are sorted, what a trend says, whom to call first. No Django."""

import calendar
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import accumulate
from typing import TypeVar

TREND_DAYS = 30
"""A trend sets those who finished in so many days beside those of as many days before."""
DUE_SOON = timedelta(days=7)
UNTOUCHED = timedelta(days=30)
"""Whoever has not begun so long after it was assigned is called."""
RESTING = timedelta(days=3)
"""Whoever was called is not called again for so long."""
LEVEL = 0.03
"""A share as near as this to the mean is said to be level with it."""

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Trend:
    """How many finished lately, and how many in as many days before."""

    lately: int = 0
    before: int = 0

    def __add__(self, other: "Trend") -> "Trend":
        return Trend(self.lately + other.lately, self.before + other.before)

    @property
    def change(self) -> int:
        return self.lately - self.before


class Need(IntEnum):
    """Why somebody is called, the most pressing first."""

    LATE = 0
    NOT_PASSED = 1
    DUE_SOON = 2
    UNTOUCHED = 3


class Standing(IntEnum):
    """A share beside the mean."""

    BELOW = -1
    LEVEL = 0
    ABOVE = 1


def beside(share: float, mean: float) -> Standing:
    """Whether a share is above the mean, below it, or level with it.

    >>> beside(0.71, 0.70).name, beside(0.5, 0.7).name
    ('LEVEL', 'BELOW')
    """
    difference = share - mean
    if abs(difference) <= LEVEL:
        return Standing.LEVEL
    return Standing.ABOVE if difference > 0 else Standing.BELOW


def sorted_by(rows: Iterable[R], value: Callable[[R], float | None], *, down: bool) -> list[R]:
    """Rows by a value; equal ones stay in their order, those without one come last either way."""
    rows = list(rows)
    known = [row for row in rows if value(row) is not None]
    missing = [row for row in rows if value(row) is None]
    return [*sorted(known, key=lambda row: _signed(value(row), down)), *missing]


def _signed(value: float | None, down: bool) -> float:
    return -(value or 0) if down else value or 0


def month_ends(until: date, count: int = 12) -> list[date]:
    """The last days of so many months up to a day, which itself stands for its month.

    >>> month_ends(date(2026, 3, 10), 3)
    [datetime.date(2026, 1, 31), datetime.date(2026, 2, 28), datetime.date(2026, 3, 10)]
    """
    ends = [until]
    first = until.replace(day=1)
    while len(ends) < count:
        last = first - timedelta(days=1)
        ends.append(last)
        first = last.replace(day=1)
    return ends[::-1]


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter or a year, by which something is due; `key` is part of addresses."""

    key: str
    year: int
    quarter: int | None
    began: date
    until: date


def periods_around(today: date) -> list[Period]:
    """This year, its quarters, and last year."""
    return [
        _year(today.year),
        *(_quarter(today.year, number) for number in range(1, 5)),
        _year(today.year - 1),
    ]


def _year(year: int) -> Period:
    return Period(str(year), year, None, date(year, 1, 1), date(year, 12, 31))


def _quarter(year: int, number: int) -> Period:
    month = 3 * number
    last = calendar.monthrange(year, month)[1]
    return Period(f"{year}-q{number}", year, number, date(year, month - 2, 1), date(year, month, last))


def up_to_each(ends: Sequence[date], counted: Iterable[tuple[date, int]]) -> list[int]:
    """What was counted by days, added up to each of these days, which are in order.

    >>> up_to_each([date(2026, 1, 31), date(2026, 2, 28)], [(date(2026, 2, 1), 2), (date(2026, 1, 31), 3)])
    [3, 5]
    """
    added = [0] * (len(ends) + 1)
    for day, count in counted:
        added[bisect_left(ends, day)] += count
    return list(accumulate(added))[: len(ends)]
