"""Reads for following up. Everything starts from places that the viewer oversees; the caller names them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Substr

from courses.assignments.models import Obligation, ProgrammeCourse
from courses.assignments.queries import programmes_concerning
from courses.catalogue.models import CourseEdition, CoursePage, EditionLesson, LessonPage
from courses.progress.models import CourseProgress, Evidence
from media.topics.models import Topic
from organisations.oversight.queries import seen_from
from organisations.people.models import Person
from organisations.people.queries import search_people
from organisations.tree.models import CellType, Organisation, Standing
from organisations.tree.queries import standings_on
from organisations.tree.rules import STEP, lies_within, numbers_on
from tracking.counting.queries import Question, State, figures_beneath, figures_of, obligations_within
from tracking.following.models import Call, Ranking
from tracking.following.rules import DUE_SOON, RESTING, TREND_DAYS, UNTOUCHED, Need, Trend, up_to_each

MOST_CALLED = 50
"""Calls of these days that are told at once."""
LATE_BY = timedelta(days=2)
"""Evidence that reached the site so long after it happened came from where there is no line."""
LATELY = timedelta(days=90)

PersonAndCourse = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation as it stood on a day, the way down to it, and what stood directly beneath it."""

    place: Standing
    way: list[Organisation]
    children: list[Standing]

    @property
    def organisation(self) -> Organisation:
        return self.place.organisation

    @property
    def is_cell(self) -> bool:
        return self.place.kind.is_cell

    @property
    def path(self) -> str:
        return self.place.path


def unit_at(public_id: UUID, places: list[str], on: date) -> Unit | None:
    """The unit that stood within one of `places` on a day; None for the unknown and for what lies outside."""
    asked = Subquery(Organisation.objects.filter(public_id=public_id).values("pk"))
    stood = standings_on(on).filter(Q(organisation=asked) | Q(parent=asked))
    found = list(stood.order_by("organisation__name_key", "organisation"))
    place = next((one for one in found if one.organisation.public_id == public_id), None)
    if place is None or not any(lies_within(place.path, overseen) for overseen in places):
        return None
    children = [one for one in found if one is not place]
    way = [] if place.path in places else seen_from([place], places)[place.path]
    return Unit(place, way, children)


def units_at(places: list[str], on: date) -> list[Standing]:
    """What stands at these very places."""
    return list(standings_on(on).filter(path__in=places).order_by("organisation__name_key"))


# --- What can be asked for ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a form offers to choose from; each a key for addresses and a name."""

    courses: list[tuple[str, str]]
    programmes: list[tuple[str, str]]
    cell_types: list[tuple[str, str]]
    weaknesses: list[tuple[str, str]]

    @property
    def course_numbers(self) -> tuple[int, ...]:
        return tuple(int(key) for key, _ in self.courses)


def vocabulary(places: Collection[str]) -> Vocabulary:
    """Of programmes, those that concern these places. One query for all of it: it stands above every page."""
    taught = CoursePage.objects.filter(Exists(CourseEdition.objects.filter(course=OuterRef("pk"))))
    rows = _words(taught, "course", "pk", "title", "path").union(
        _words(programmes_concerning(places), "programme", "public_id", "title", "title"),
        _words(CellType.objects.all(), "cell_type", "pk", "name", "name"),
        _words(Topic.objects.filter(kind=Topic.Kind.WEAKNESS), "weakness", "code", "title", "code"),
        all=True,
    )
    found: dict[str, list[tuple[str, str, str]]] = {}
    for what, key, name, rank in rows:
        found.setdefault(what, []).append((rank, key, name))
    told = {what: [(key, name) for _, key, name in sorted(some)] for what, some in found.items()}
    # A database without a type for it gives the bare digits.
    told["programme"] = [(str(UUID(key)), name) for key, name in told.get("programme", [])]
    return Vocabulary(*(told.get(what, []) for what in ("course", "programme", "cell_type", "weakness")))


def _words(rows: QuerySet[Any], what: str, key: str, name: str, rank: str) -> QuerySet[Any, Any]:
    text = CharField()
    said = {
        "its_sort": Value(what, output_field=text),
        "its_key": Cast(key, text),
        "its_name": Cast(name, text),
        "its_rank": Cast(rank, text),
    }
    found: QuerySet[Any, Any] = rows.order_by().annotate(**said).values_list(*said)
    return found


def courses_of_programme(public_id: str) -> set[int]:
    held = ProgrammeCourse.objects.filter(programme__public_id=public_id).order_by()
    return set(held.values_list("course", flat=True))


def courses_that_train(weaknesses: Q) -> dict[int, set[int]]:
    """By weakness, the courses that say of themselves, or of one of their lessons, that they train it."""
    weakness = Q(topic__kind=Topic.Kind.WEAKNESS) & weaknesses
    own = CoursePage.topics.through.objects.filter(weakness).values_list("topic", "coursepage")
    taught = EditionLesson.objects.filter(edition__is_current=True, lesson=OuterRef("lessonpage")).order_by()
    lessons = LessonPage.topics.through.objects.filter(weakness).annotate(
        of_course=Subquery(taught.values("edition__course")[:1])
    )
    found: dict[int, set[int]] = {}
    for topic, course in own.union(lessons.values_list("topic", "of_course"), all=True):
        if course:
            found.setdefault(topic, set()).add(course)
    return found


# --- Figures beside those of `counting` ----------------------------------------------------------


def finished_lately(question: Question) -> Q:
    return Q(finished_on__gt=question.on - timedelta(days=TREND_DAYS))


def trends_beneath(path: str, question: Question) -> dict[str, Trend]:
    """Of what lies directly beneath a place, by path, and of its own posts by its own."""
    since = question.on - timedelta(days=2 * TREND_DAYS)
    finished = obligations_within([path], question, State.FINISHED).filter(finished_on__gt=since)
    at = "path" if question.is_of_today else "organisation__standings__path"
    grouped = finished.order_by().annotate(place=Substr(at, 1, len(path) + STEP)).values("place")
    counted = grouped.annotate(
        lately=Count("finished_on", filter=finished_lately(question)), both=Count("finished_on")
    )
    rows = counted.values_list("place", "lately", "both")
    return {place: Trend(lately, both - lately) for place, lately, both in rows}


def finished_by(ends: Sequence[date], path: str, question: Question) -> list[int]:
    """How many of those who owe it now had finished by each of these days."""
    finished = obligations_within([path], question, State.FINISHED).order_by()
    days = finished.values_list("finished_on").annotate(count=Count("finished_on"))
    return up_to_each(ends, ((day, count) for day, count in days if day))


def ranking_within(path: str) -> Ranking | None:
    """The nearest one above, or at, a place."""
    found = {one.organisation_id: one for one in Ranking.objects.filter(organisation__in=numbers_on(path))}
    return next((found[number] for number in reversed(numbers_on(path)) if number in found), None)


# --- The people behind a figure ------------------------------------------------------------------


def obligations_of(
    unit: Unit, question: Question, state: State, *, own: bool = False, lately: bool = False, name: str = ""
) -> QuerySet[Obligation]:
    """Who stands behind a figure, by name; of the unit's own posts alone where `own`."""
    rows = obligations_within([unit.path], question, state)
    if own:
        rows = rows.filter(organisation=unit.organisation)
    if lately:
        rows = rows.filter(finished_lately(question))
    if name:
        rows = rows.filter(person__in=search_people(Person.objects.order_by(), name))
    return rows.order_by("person__name_key", "person_id", "course__path", "pk")


def figure_of(unit: Unit, question: Question, state: State, *, own: bool) -> int:
    """How many they are, of today: as many as the list is long."""
    found = figures_beneath(unit.place, [], question) if own else figures_of([unit.place], question)
    return found[unit.path].count(state)


def told(rows: QuerySet[Obligation]) -> list[Any]:
    """These obligations with what is told of them. Their keys are asked for first: thousands are sorted for
    a page of fifty."""
    keys = list(rows.values_list("pk", flat=True))
    found = _told(Obligation.objects.all()).in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _told(rows: QuerySet[Any]) -> QuerySet[Any]:
    told: QuerySet[Any] = rows.select_related("person", "organisation__parent").annotate(
        course_title=F("course__title")
    )
    return told


def progress_of(rows: Collection[Obligation]) -> dict[PersonAndCourse, CourseProgress]:
    """How far each is in the course she owes; one query for all."""
    found = CourseProgress.objects.filter(
        enrolment__learner__in={row.person_id for row in rows},
        enrolment__course__in={row.course_id for row in rows},
    )
    told = found.select_related("enrolment").only(
        "lessons_done", "lessons_total", "last_at", "enrolment__learner", "enrolment__course"
    )
    return {(one.enrolment.learner_id, one.enrolment.course_id): one for one in told}


# --- Whom to call --------------------------------------------------------------------------------


PRESSING = (F("due").asc(nulls_last=True), "path", "person_id", "pk")
"""The order of what is pressing for one reason; who are equally late are called place by place."""


def _needing_a_call(path: str, question: Question) -> QuerySet[Any]:
    """What people owe that a call should speed up, with its `need`."""
    today = question.today
    needs = {
        Need.LATE: Q(due__lt=today),
        Need.NOT_PASSED: Q(not_passed_on__isnull=False),
        Need.DUE_SOON: Q(due__lte=today + DUE_SOON),
        Need.UNTOUCHED: Q(started_on__isnull=True, began__lte=today - UNTOUCHED),
    }
    cases = [When(asked, then=Value(int(need))) for need, asked in needs.items()]
    owed = obligations_within([path], question).filter(reduce(or_, needs.values()), finished_on__isnull=True)
    return owed.annotate(need=Case(*cases, output_field=IntegerField()))


def people_to_call(path: str, question: Question, now: datetime, most: int) -> list[int]:
    """So many people at most, by primary keys, the most pressing first, but for whoever was called lately.

    Where enough are late, nobody else is looked at.
    """
    called = Call.objects.filter(at__gt=now - RESTING).order_by().values("person")
    waiting = _needing_a_call(path, question).exclude(person__in=called)
    late = _first_people(waiting.filter(due__lt=question.today).order_by(*PRESSING), most)
    if len(late) == most:
        return late
    others = waiting.exclude(need=Need.LATE).exclude(person__in=late).order_by("need", *PRESSING)
    return late + _first_people(others, most - len(late))


def _first_people(rows: QuerySet[Any], most: int) -> list[int]:
    """So many different people at most, in the order of the rows."""
    found: list[int] = []
    is_left = True
    while is_left and (missing := most - len(found)):
        people = list(rows.exclude(person__in=found).values_list("person", flat=True)[: 2 * missing])
        found.extend(list(dict.fromkeys(people))[:missing])
        is_left = len(people) == 2 * missing
    return found


def pressing_of(people: Sequence[int], path: str, question: Question) -> dict[int, list[Obligation]]:
    """What each of these people is called about, with its `need`, the most pressing first."""
    found: dict[int, list[Obligation]] = {person: [] for person in people}
    rows = _told(_needing_a_call(path, question).filter(person__in=people))
    for row in rows.order_by("need", *PRESSING):
        found[row.person_id].append(row)
    return found


@dataclass(frozen=True, slots=True)
class Heard:
    """When something was last heard of somebody: learnt, come through, and whether, these months, something
    came long after it happened."""

    learnt_at: datetime
    synced_at: datetime
    came_late: bool


def heard_of(people: Collection[int], now: datetime) -> dict[int, Heard]:
    """Of those of whom anything was."""
    came_late = Q(received_at__gt=now - LATELY) & Q(received_at__gt=F("happened_at") + LATE_BY)
    by_learner = Evidence.objects.filter(learner__in=people).order_by().values_list("learner")
    rows = by_learner.annotate(Max("happened_at"), Max("received_at"), late=Count("pk", filter=came_late))
    return {learner: Heard(learnt, synced, late > 0) for learner, learnt, synced, late in rows}


def last_calls(people: Collection[int]) -> dict[int, Call]:
    """The last call to each of these people who was ever called."""
    calls = Call.objects.filter(person__in=people).select_related("by").order_by("at", "pk")
    return {call.person_id: call for call in calls}


def called_lately(path: str, question: Question, now: datetime) -> list[Call]:
    """Who owe something here and were called these days, the last call first."""
    owing = obligations_within([path], question).filter(person=OuterRef("person"))
    calls = Call.objects.filter(Exists(owing), at__gt=now - RESTING)
    return list(calls.select_related("person", "by").order_by("-at", "-pk")[:MOST_CALLED])
