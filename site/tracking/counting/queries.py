"""Figures of parts of the tree, and the obligations behind each of them: one rule for both.

Today's figures come from the tallies, those of an earlier day from the obligations as they stood, in the tree
as it stood. Whose part of the tree may be asked about is for the caller to say.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from operator import add, attrgetter, sub
from types import MappingProxyType
from typing import Any

from django.db.models import Count, DecimalField, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Substr

from courses.assignments.models import Obligation
from organisations.tree.models import Place, Standing
from organisations.tree.queries import in_force, within
from organisations.tree.rules import STEP, numbers_on
from tracking.counting.models import COUNTS, Tally


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about: which courses, on which day, and of whom. Empty means all, but for courses: there
    None does, since nobody owes any of no courses.

    `due_from` and `due_until` ask for what is due within a span of days, both included.
    """

    courses: tuple[int, ...] | None
    on: date
    today: date
    post: str = ""
    cell_type: int | None = None
    is_mandatory: bool | None = True
    due_from: date | None = None
    due_until: date | None = None

    @property
    def is_of_today(self) -> bool:
        return self.on == self.today

    def about(self) -> Q:
        """What obligations and tallies alike are asked for."""
        asked = Q() if self.courses is None else Q(course__in=self.courses)
        if self.post:
            asked &= Q(post=self.post)
        if self.cell_type is not None:
            asked &= Q(cell_type=self.cell_type)
        if self.is_mandatory is not None:
            asked &= Q(is_mandatory=self.is_mandatory)
        if self.due_from is not None:
            asked &= Q(due__gte=self.due_from)
        if self.due_until is not None:
            asked &= Q(due__lte=self.due_until)
        return asked


class State(StrEnum):
    """What somebody who owes a course is counted as; the value is part of addresses."""

    OWED = "phai-hoc"
    NOT_STARTED = "chua-hoc"
    UNDER_WAY = "dang-hoc"
    FINISHED = "da-hoan-thanh"
    FINISHED_LATE = "hoan-thanh-muon"
    LATE = "qua-han"
    NOT_PASSED = "chua-dat"
    CERTIFIED = "co-giay-xac-nhan"


def in_state(state: State, on: date) -> Q:
    """Obligations that are counted so on a day."""
    finished = Q(finished_on__lte=on)
    started = finished | Q(started_on__lte=on)
    match state:
        case State.OWED:
            return Q()
        case State.NOT_STARTED:
            return ~started
        case State.UNDER_WAY:
            return started & ~finished
        case State.FINISHED:
            return finished
        case State.FINISHED_LATE:
            return finished & Q(finished_on__gt=F("due"))
        case State.LATE:
            return Q(due__lt=on) & ~finished
        case State.NOT_PASSED:
            return Q(not_passed_on__lte=on)
        case State.CERTIFIED:
            return Q(certified_on__lte=on)


IS_FINISHED = {
    State.NOT_STARTED: False,
    State.UNDER_WAY: False,
    State.FINISHED: True,
    State.FINISHED_LATE: True,
    State.LATE: False,
}
"""What follows from a state of today; said as well, so that the indexes of either kind serve."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How far those are who owe a course; shares are between 0 and 1, None of nobody."""

    owed: int = 0
    started: int = 0
    finished: int = 0
    finished_late: int = 0
    late: int = 0
    not_passed: int = 0
    certified: int = 0
    marked: int = 0
    marks: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*map(add, _numbers(self), _numbers(other)))

    def __sub__(self, other: "Figures") -> "Figures":
        return Figures(*map(sub, _numbers(self), _numbers(other)))

    @property
    def not_started(self) -> int:
        return self.owed - self.started

    @property
    def under_way(self) -> int:
        return self.started - self.finished

    @property
    def share_finished(self) -> float | None:
        """Completeness: who has finished, of all who owe it."""
        return self.finished / self.owed if self.owed else None

    @property
    def share_on_time(self) -> float | None:
        """Timeliness: who finished by the due date, of all who have finished."""
        return (self.finished - self.finished_late) / self.finished if self.finished else None

    @property
    def mean_mark(self) -> float | None:
        """From 0 to 10, of those who have finished and were marked."""
        return self.marks / 100 / self.marked if self.marked else None

    def count(self, state: State) -> int:
        return {
            State.OWED: self.owed,
            State.NOT_STARTED: self.not_started,
            State.UNDER_WAY: self.under_way,
            State.FINISHED: self.finished,
            State.FINISHED_LATE: self.finished_late,
            State.LATE: self.late,
            State.NOT_PASSED: self.not_passed,
            State.CERTIFIED: self.certified,
        }[state]


_numbers = attrgetter(*(one.name for one in fields(Figures)))
NOTHING = Figures()


def figures_of(places: Collection[Place], question: Question) -> dict[str, Figures]:
    """The figures of each of these places, with all that lies within it, by its path.

    None of them lies within another. Three queries at most, however many there are.
    """
    if not places:
        return {}
    if question.is_of_today:
        return _of_today({number_of(place): place.path for place in places}, question)
    return _as_of_a_day([place.path for place in places], question)


def figures_beneath(place: Place, children: Collection[Place], question: Question) -> dict[str, Figures]:
    """The figures of what stands directly beneath a place, by path; by the path of the place itself those of
    its own posts alone. Two queries at most."""
    if question.is_of_today:
        beneath = {number_of(child): child.path for child in children}
        return _of_today(beneath, question, own_of={number_of(place): place.path})
    found = dict.fromkeys([place.path, *(child.path for child in children)], NOTHING)
    depth = len(place.path) + STEP
    rows = _asked([place.path], question).annotate(place=Substr("organisation__standings__path", 1, depth))
    return found | dict(_counted(rows, "place", question.on))


def number_of(place: Place) -> int:
    """The primary key of the organisation that stands, or stood, at a place."""
    return numbers_on(place.path)[-1]


def obligations_within(
    places: Iterable[str], question: Question, state: State = State.OWED
) -> QuerySet[Obligation]:
    """Who stands behind a figure of these places: as many rows as the figure counts."""
    rows = _asked(places, question).filter(in_state(state, question.on))
    if question.is_of_today and state in IS_FINISHED:
        return rows.filter(finished_on__isnull=not IS_FINISHED[state])
    return rows


def _asked(places: Iterable[str], question: Question) -> QuerySet[Obligation]:
    if question.is_of_today:
        return Obligation.objects.filter(within(places), question.about(), is_current=True)
    # Which organisations lay there is asked first: they are few beside all that was ever owed.
    lay = Standing.objects.filter(within(places), in_force(question.on)).order_by()
    stood = in_force(question.on, prefix="organisation__standings__")
    return Obligation.objects.filter(
        stood, in_force(question.on), question.about(), organisation__in=lay.values("organisation")
    )


def _of_today(
    paths: dict[int, str], question: Question, own_of: Mapping[int, str] = MappingProxyType({})
) -> dict[str, Figures]:
    """Of `paths` with all that lies within each, of `own_of` without; both by their organisations."""
    every = {**paths, **own_of}
    found = dict.fromkeys(every.values(), NOTHING)
    own = Obligation.objects.filter(question.about(), organisation__in=every, is_current=True)
    for organisation, figures in _counted(own, "organisation", question.on):
        found[every[organisation]] += figures
    tallies = Tally.objects.filter(question.about(), organisation__in=paths).order_by()
    sums = {f"sum_of_{name}": Sum(name) for name in COUNTS}
    late = Coalesce(Sum(F("owed") - F("finished"), filter=Q(due__lt=question.on)), 0)
    rows = tallies.values("organisation").annotate(**sums, sum_of_late=late)
    for organisation, *counts in rows.values_list("organisation", *sums, "sum_of_late"):
        found[paths[organisation]] += Figures(**dict(zip((*COUNTS, "late"), counts, strict=True)))
    return found


def _as_of_a_day(paths: Collection[str], question: Question) -> dict[str, Figures]:
    """Places of one depth are one grouping; there are few depths, mostly one."""
    found = dict.fromkeys(paths, NOTHING)
    for length in {len(path) for path in paths}:
        here = [path for path in paths if len(path) == length]
        rows = _asked(here, question).annotate(place=Substr("organisation__standings__path", 1, length))
        for place, figures in _counted(rows, "place", question.on):
            found[place] += figures
    return found


def _counted(rows: QuerySet[Obligation], by: str, on: date) -> Iterator[tuple[Any, Figures]]:
    """The figures of obligations, grouped by a column, each with what it is grouped by."""
    return ((group, figures) for (group,), figures in counted(rows, (by,), on))


def counted(
    rows: QuerySet[Obligation], by: tuple[str, ...], on: date
) -> Iterator[tuple[tuple[Any, ...], Figures]]:
    """The figures of obligations, grouped by columns, each with the values by which it is grouped."""
    finished = in_state(State.FINISHED, on)
    marked = finished & Q(mark__isnull=False)
    states = {
        "owed": Q(),
        "started": finished | in_state(State.UNDER_WAY, on),
        "finished": finished,
        "finished_late": in_state(State.FINISHED_LATE, on),
        "late": in_state(State.LATE, on),
        "not_passed": in_state(State.NOT_PASSED, on),
        "certified": in_state(State.CERTIFIED, on),
        "marked": marked,
    }
    counts = {f"count_of_{name}": Count("pk", filter=asked) for name, asked in states.items()}
    total = Coalesce(Sum("mark", filter=marked), 0, output_field=DecimalField())
    grouped = rows.order_by().values(*by).annotate(**counts, sum_of_marks=total)
    for row in grouped.values_list(*by, "sum_of_marks", *counts):
        group, (marks, *numbers) = row[: len(by)], row[len(by) :]
        yield group, Figures(marks=round(marks * 100), **dict(zip(states, numbers, strict=True)))
