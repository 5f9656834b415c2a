"""The clocks of a request about personal data, and the states it goes through. Pure: no Django."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

RECEIVED, ANSWERED, DONE, REFUSED, WITHDRAWN = "received", "answered", "done", "refused", "withdrawn"

FOLLOWING: dict[str, frozenset[str]] = {
    RECEIVED: frozenset({ANSWERED, DONE, REFUSED, WITHDRAWN}),
    ANSWERED: frozenset({ANSWERED, DONE, REFUSED, WITHDRAWN}),
}
OPEN = frozenset(FOLLOWING)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """How long an office may take: working days to answer, days to finish, days on which nobody works."""

    answer_working_days: int
    finish_days: int
    holidays: Collection[date] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock that runs on an open request: `due` is the last day that is still in time."""

    due: date
    days_left: int
    is_for_answer: bool

    @property
    def is_overdue(self) -> bool:
        return self.days_left < 0

    @property
    def days_late(self) -> int:
        return max(0, -self.days_left)


def may_become(state: str, other: str) -> bool:
    """Whether a request in one state may go on to another; a closed one stays as it is."""
    return other in FOLLOWING.get(state, ())


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def after_working_days(day: date, count: int, holidays: Collection[date]) -> date:
    """The last of `count` working days, the first of which comes after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, holidays)
    return day


def answer_due(asked: date, terms: Terms) -> date:
    return after_working_days(asked, terms.answer_working_days, terms.holidays)


def finish_due(asked: date, terms: Terms) -> date:
    return asked + timedelta(days=terms.finish_days)


def running_clock(state: str, answer_by: date, finish_by: date, today: date) -> Clock | None:
    """What an open request waits for: first an answer, then its end. None once it is closed."""
    if state not in OPEN:
        return None
    waits_for_answer = state == RECEIVED
    due = min(answer_by, finish_by) if waits_for_answer else finish_by
    return Clock(due, (due - today).days, is_for_answer=waits_for_answer)
