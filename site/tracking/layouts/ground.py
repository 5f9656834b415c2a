"""What a report stands on once it is certain that its viewer may ask it, and the lines that come of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.assignments.models import Obligation
from organisations.tree.models import Standing
from tracking.counting.queries import Figures, Question, State, in_state, obligations_within
from tracking.layouts.terms import Term
from tracking.reports.writing.sheets import Values


class Which(StrEnum):
    """Whom a list of people names: those counted in a figure, or those who have not finished."""

    OWED = State.OWED
    UNFINISHED = "chua-hoan-thanh"
    NOT_STARTED = State.NOT_STARTED
    UNDER_WAY = State.UNDER_WAY
    LATE = State.LATE
    NOT_PASSED = State.NOT_PASSED
    FINISHED = State.FINISHED
    FINISHED_LATE = State.FINISHED_LATE
    CERTIFIED = State.CERTIFIED


def counted_as(which: Which, on: date) -> Q:
    if which is Which.UNFINISHED:
        return ~in_state(State.FINISHED, on)
    return in_state(State(which), on)


@dataclass(frozen=True, slots=True)
class Ground:
    """A unit as it stood on the day asked about, within `places`, which the viewer oversees."""

    viewer: User
    unit: Standing
    places: Sequence[str]
    question: Question
    since: date
    which: Which
    now: datetime

    @property
    def on(self) -> date:
        return self.question.on

    def obligations(self) -> QuerySet[Obligation]:
        return obligations_within([self.unit.path], self.question).filter(counted_as(self.which, self.on))


@dataclass(frozen=True, slots=True)
class Line:
    """A row; `key` says what it is about whatever that is called, `figures` what it was counted from."""

    key: str
    values: Values
    figures: Figures | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """How many rows there are, the rows from one place to another, and the row of totals.

    `total` has a value for each column that has a total of its own, None for the others.
    """

    count: int
    rows: Callable[[int, int | None], Iterator[Line]]
    total: Values = ()
    figures: Figures | None = None


Columns = Sequence[Term]  # type: ignore[type-arg]  # what their rows are about differs from kind to kind
