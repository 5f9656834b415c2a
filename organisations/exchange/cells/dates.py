"""Days as offices type them. A day that could be two days is refused, never guessed."""

import re
from datetime import date, datetime, timedelta

from organisations.exchange.cells.understanding import NotUnderstood, Understood, text_of

EARLIEST = date(1930, 2, 3)
"""The day the Party was founded."""
AHEAD = timedelta(days=366)

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2}")
_MONTH = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{4}")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SERIAL = re.compile(r"\d{5}")


def read_day(value: object, *, today: date) -> Understood[date]:
    """The day a cell means; raises NotUnderstood with what is wrong about it."""
    day = _day(value)
    if not EARLIEST <= day <= today + AHEAD:
        raise NotUnderstood("day_far", day=f"{day:%d/%m/%Y}")
    return Understood(day)


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return _day_of_text(text_of(value))


def _day_of_text(text: str) -> date:
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
        return _existing(year, month, day, text)
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _existing(year, month, day, text)
    raise NotUnderstood(_fault(text), text=text)


def _existing(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotUnderstood("no_such_day", text=text) from None


def _fault(text: str) -> str:
    for pattern, code in (
        (_SHORT_YEAR, "day_short_year"),
        (_MONTH, "day_month_only"),
        (_YEAR, "day_year_only"),
        (_SERIAL, "day_number"),
    ):
        if pattern.fullmatch(text):
            return code
    return "no_day"
