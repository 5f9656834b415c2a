"""What follows from evidence: pure decisions about lessons and courses.

Evidence may arrive late, twice or out of order; what follows from it depends on the set alone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Protocol, TypeVar

READ, MARKED, TICKED, UNTICKED = "read", "marked", "ticked", "unticked"
PASSED, WATCHED, PLAYED, ATTENDED = "passed", "watched", "played", "attended"
RULE_MARKED, RULE_READ, RULE_CHECKLIST = "marked", "read", "checklist"
RULE_PASSED, RULE_WATCHED, RULE_PLAYED, RULE_ATTENDED = "passed", "watched", "played", "attended"

FROM_DEVICES = (READ, MARKED, TICKED, UNTICKED)
"""What a learner's device may report; what she has reached in a quiz, a film, a package or a demonstration
session is settled here."""

# A phone's clock may run ahead; what it says of the near future is taken as now without a word.
CLOCK_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a learner did; `key` settles which of two facts of the same moment is the later."""

    kind: str
    at: datetime
    item: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What finishes a lesson: its rule, the items of its checklists, the numbers of its quizzes, of its
    recordings and of its packages."""

    rule: str
    items: frozenset[str] = frozenset()
    quizzes: frozenset[int] = frozenset()
    recordings: frozenset[int] = frozenset()
    packages: frozenset[int] = frozenset()

    @property
    def things(self) -> tuple[str, frozenset[int]] | None:
        """Which kind of evidence the rule asks for, and of which numbers, where it asks for what is reached
        outside the text."""
        match self.rule:
            case "passed":
                return PASSED, self.quizzes
            case "watched":
                return WATCHED, self.recordings
            case "played":
                return PLAYED, self.packages
            case _:
                return None


@dataclass(frozen=True, slots=True)
class LessonState:
    """Where a learner stands in one lesson."""

    begun_at: datetime | None = None
    read_at: datetime | None = None
    marked_at: datetime | None = None
    attended_at: datetime | None = None
    done_at: datetime | None = None
    ticked: frozenset[str] = frozenset()
    ticked_ever: frozenset[str] = frozenset()
    passed: frozenset[int] = frozenset()
    watched: frozenset[int] = frozenset()
    played: frozenset[int] = frozenset()

    def reached(self, kind: str) -> frozenset[int]:
        """The numbers of the quizzes passed, the recordings watched or the packages gone through."""
        return {PASSED: self.passed, WATCHED: self.watched, PLAYED: self.played}[kind]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do in a lesson, told in words; `count` of `total` where there are several.

    `number` is that of the quiz, recording or package, 0 for a lesson that asks for one and holds none.
    """

    kind: str
    is_done: bool
    count: int = 0
    total: int = 0
    number: int = 0


class Stop(Protocol):
    """A lesson, as far as the way through a course is concerned."""

    @property
    def lesson_id(self) -> int: ...


S = TypeVar("S", bound=Stop)


def state_after(facts: Iterable[Fact], requirements: Collection[Requirement]) -> LessonState:
    """Fold evidence into a state; a lesson is done once any requirement in force at the time was met."""
    ordered = sorted(facts, key=lambda fact: (fact.at, fact.key))
    first: dict[tuple[str, str], datetime] = {}
    standing: dict[str, str] = {}
    for fact in ordered:
        first.setdefault((fact.kind, fact.item), fact.at)
        if fact.kind in (TICKED, UNTICKED):
            standing[fact.item] = fact.kind
    done = [time for need in requirements if (time := _met_at(need, first)) is not None]
    return LessonState(
        begun_at=min((fact.at for fact in ordered), default=None),
        read_at=first.get((READ, "")),
        marked_at=first.get((MARKED, "")),
        attended_at=first.get((ATTENDED, "")),
        done_at=min(done, default=None),
        ticked=frozenset(item for item, kind in standing.items() if kind == TICKED),
        ticked_ever=frozenset(item for kind, item in first if kind == TICKED),
        passed=_numbers(first, PASSED),
        watched=_numbers(first, WATCHED),
        played=_numbers(first, PLAYED),
    )


def _numbers(first: Mapping[tuple[str, str], datetime], kind: str) -> frozenset[int]:
    return frozenset(int(item) for one, item in first if one == kind)


def _met_at(need: Requirement, first: Mapping[tuple[str, str], datetime]) -> datetime | None:
    times = [first.get(step) for step in _steps(need)]
    return None if None in times else max((time for time in times if time is not None), default=None)


def _steps(need: Requirement) -> list[tuple[str, str]]:
    """What has to have been done, as (kind, item)."""
    if need.rule == RULE_MARKED:
        return [(MARKED, "")]
    if need.rule == RULE_ATTENDED:
        return [(ATTENDED, "")]
    if need.things:
        kind, numbers = need.things
        return [(kind, str(number)) for number in numbers]
    ticks = [(TICKED, item) for item in need.items] if need.rule == RULE_CHECKLIST else []
    return [(READ, ""), *ticks]


def tasks_of(need: Requirement, state: LessonState) -> list[Task]:
    """What a learner has to do in a lesson, and what of it she has done."""
    if need.rule == RULE_MARKED:
        return [Task(MARKED, state.marked_at is not None)]
    if need.rule == RULE_ATTENDED:
        return [Task(ATTENDED, state.attended_at is not None)]
    if need.things:
        kind, numbers = need.things
        reached = state.reached(kind)
        return [Task(kind, number in reached, number=number) for number in sorted(numbers or {0})]
    tasks = [Task(READ, state.read_at is not None)]
    if need.rule == RULE_CHECKLIST and need.items:
        count = len(need.items & state.ticked_ever)
        tasks.append(Task(TICKED, count == len(need.items), count, len(need.items)))
    return tasks


@dataclass(frozen=True, slots=True)
class Result:
    """What counts of a learner's attempts at a quiz: its mark in per cent, whether she has passed, and when
    the last of them was marked."""

    percent: float
    is_passed: bool
    at: datetime | None = None


def mark_of(results: Collection[Result]) -> Decimal | None:
    """The mean of these results, as a mark from 0 to 10; None of none."""
    if not results:
        return None
    total = sum((Decimal(str(result.percent)) for result in results), Decimal(0))
    return (total / (10 * len(results))).quantize(Decimal("0.01"), ROUND_HALF_UP)


def not_passed_since(results: Collection[Result]) -> datetime | None:
    """When the last of those results came that are no pass; None where all are."""
    return max((one.at for one in results if one.at and not one.is_passed), default=None)


LESSON, TEST, SESSION, ESSAY = "lesson", "test", "session", "essay"
"""What may bring a learner nearer to the end of a course."""

# What rounding took of a mean does not matter; a tenth of a per cent does.
_AS_GOOD_AS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class CourseFact:
    """A lesson that is done, a test with its result in per cent, a session reviewed, or an essay passed."""

    kind: str
    at: datetime
    number: int = 0
    percent: float = 0.0


@dataclass(frozen=True, slots=True)
class CourseTask:
    """One thing that a course asks for, and since when it is met; `count` of `total` where there are several.

    `number` is that of the essay's quiz.
    """

    kind: str
    met_at: datetime | None = None
    count: int = 0
    total: int = 0
    number: int = 0

    @property
    def is_done(self) -> bool:
        return self.met_at is not None


@dataclass(frozen=True, slots=True)
class CourseRequirement:
    """What finishes a course: so many of these lessons, and what else its edition asks for."""

    lessons: frozenset[int]
    least_lessons: int
    least_percent: int = 0
    tests: frozenset[int] = frozenset()
    session: bool = False
    essays: frozenset[int] = frozenset()

    @property
    def asks_more_than_lessons(self) -> bool:
        return bool(self.least_percent or self.session or self.essays)

    def is_finished_at(self, facts: Collection[CourseFact]) -> datetime | None:
        """The moment at which the last of its tasks was met; None while one is left."""
        times = [task.met_at for task in course_tasks_of(self, facts)]
        met = [time for time in times if time is not None]
        return max(met) if len(met) == len(times) else None


def course_tasks_of(need: CourseRequirement, facts: Collection[CourseFact]) -> list[CourseTask]:
    """What a course asks for, and what of it is met. Depends on the set of facts alone."""
    done = sorted(
        _first(fact for fact in facts if fact.kind == LESSON and fact.number in need.lessons).values()
    )
    enough = 0 < need.least_lessons <= len(done)
    tasks = [
        CourseTask(
            LESSON,
            done[need.least_lessons - 1] if enough else None,
            min(len(done), need.least_lessons),
            need.least_lessons,
        )
    ]
    if need.least_percent:
        results = [fact for fact in facts if fact.kind == TEST and fact.number in need.tests]
        taken = len({fact.number for fact in results})
        tasks.append(CourseTask(TEST, _reached_at(need, results), taken, len(need.tests)))
    if need.session:
        tasks.append(CourseTask(SESSION, min((x.at for x in facts if x.kind == SESSION), default=None)))
    passed = _first(fact for fact in facts if fact.kind == ESSAY)
    return [*tasks, *(CourseTask(ESSAY, passed.get(quiz), number=quiz) for quiz in sorted(need.essays))]


def _first(facts: Iterable[CourseFact]) -> dict[int, datetime]:
    """Since when each thing, by its number, is done."""
    first: dict[int, datetime] = {}
    for fact in facts:
        first[fact.number] = min(fact.at, first.get(fact.number, fact.at))
    return first


def _reached_at(need: CourseRequirement, results: Collection[CourseFact]) -> datetime | None:
    """When the mean of the best results first was enough, each test having one."""
    best: dict[int, Decimal] = {}
    for moment, together in groupby(sorted(results, key=_moment), key=_moment):
        for fact in together:
            best[fact.number] = max(Decimal(str(fact.percent)), best.get(fact.number, Decimal(0)))
        if best.keys() == need.tests and _mean(best.values()) + _AS_GOOD_AS >= need.least_percent:
            return moment
    return None


def _moment(fact: CourseFact) -> datetime:
    return fact.at


def _mean(percents: Collection[Decimal]) -> Decimal:
    return sum(percents, Decimal(0)) / len(percents)


def next_stop(lessons: Sequence[S], done: Collection[int], last: int | None) -> S | None:
    """Where "continue" leads: the lesson she left, else the next not done, else the first not done.

    None for a course without lessons; the lesson she left where everything is done.
    """
    ids = [lesson.lesson_id for lesson in lessons]
    place = ids.index(last) if last in ids else 0
    onward = [*lessons[place:], *lessons[:place]]
    return next((x for x in onward if x.lesson_id not in done), onward[0] if onward else None)


def settled_time(claimed: datetime, now: datetime) -> datetime:
    """The device's time, never later than the server's."""
    return min(claimed, now)


def clock_is_ahead(claimed: datetime, now: datetime) -> bool:
    return claimed > now + CLOCK_TOLERANCE
