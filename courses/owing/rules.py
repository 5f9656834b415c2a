"""How pressing a due date is, told by the calendar alone. No Django."""

from datetime import date
from enum import StrEnum

SOON_DAYS = 7
"""So many days before its due date a course is said to be due soon."""


class Urgency(StrEnum):
    """From the least pressing to the most."""

    RECOMMENDED = "recommended"
    UNDATED = "undated"
    LATER = "later"
    SOON = "soon"
    TODAY = "today"
    LATE = "late"


def urgency_of(due: date | None, *, is_mandatory: bool, today: date) -> Urgency:
    """How pressing it is to finish by `due`; what is only recommended never presses.

    >>> urgency_of(date(2026, 11, 30), is_mandatory=True, today=date(2026, 12, 6))
    <Urgency.LATE: 'late'>
    """
    if not is_mandatory:
        return Urgency.RECOMMENDED
    if due is None:
        return Urgency.UNDATED
    days_left = (due - today).days
    if days_left < 0:
        return Urgency.LATE
    if days_left == 0:
        return Urgency.TODAY
    return Urgency.SOON if days_left <= SOON_DAYS else Urgency.LATER


def days_late(due: date | None, on: date) -> int:
    """By how many days a day lies after the due date; 0 where it does not."""
    return max((on - due).days, 0) if due else 0
