"""Periods of reports, by Vietnam's calendar. Pure: standard library only."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_KEY = re.compile(r"(?P<year>20\d\d)(?:-(?P<part>q[1-4]|h[12]))?", re.ASCII)
_YEARS_BACK = 2


class NoSuchPeriod(Exception):
    """This is not how a period is written."""


class RowsOf(StrEnum):
    """What the rows of a report are about."""

    UNITS = "units"
    PEOPLE = "people"
    CLASSES = "classes"
    WEAKNESSES = "weaknesses"
    CERTIFICATES = "certificates"

    @property
    def names_people(self) -> bool:
        return self in {RowsOf.PEOPLE, RowsOf.CERTIFICATES}

    @property
    def has_figures(self) -> bool:
        """Whether its rows are figures of obligations, which can be added up and set beside others."""
        return self in {RowsOf.UNITS, RowsOf.CLASSES}


class Relative(StrEnum):
    """Periods that follow from the day on which a report is made; for reports made again and again."""

    LAST_MONTH = "last-month"
    LAST_QUARTER = "last-quarter"
    LAST_HALF = "last-half"
    LAST_YEAR = "last-year"


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both within it; `number` counts those of its year."""

    first: date
    last: date
    months: int

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def number(self) -> int:
        return (self.first.month - 1) // self.months + 1

    @property
    def key(self) -> str:
        """How it is written in addresses; months have no key of their own."""
        part = {3: f"-q{self.number}", 6: f"-h{self.number}"}.get(self.months, "")
        return f"{self.year}{part}"


def period_around(day: date, months: int) -> Period:
    """The period of so many months, counted from January, in which a day lies."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    month = first.month + months - 1
    return Period(first, date(day.year, month, monthrange(day.year, month)[1]), months)


def period_before(period: Period) -> Period:
    return period_around(period.first - timedelta(days=1), period.months)


def period_of(key: str, today: date) -> Period | None:
    """The period with this key, or the one that has passed last; None for the empty key.

    Raises NoSuchPeriod.
    """
    if not key:
        return None
    if key in set(Relative):
        months = {"last-month": 1, "last-quarter": 3, "last-half": 6, "last-year": 12}[key]
        return period_before(period_around(today, months))
    found = _KEY.fullmatch(key)
    if found is None:
        raise NoSuchPeriod(key)
    year, part = int(found["year"]), found["part"] or "y1"
    months = {"q": 3, "h": 6, "y": 12}[part[0]]
    return period_around(date(year, (int(part[1]) - 1) * months + 1, 1), months)


def recent_periods(today: date) -> list[Period]:
    """Those that may be asked about: years, halves and quarters that have begun, the latest first."""
    found = []
    for months in (3, 6, 12):
        period = period_around(today, months)
        while period.year >= today.year - _YEARS_BACK:
            found.append(period)
            period = period_before(period)
    return found
