"""Figures of parts of the tree, and what it costs to keep them: by the queries that all screens share."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from courses.assignments.actions import Terms, make_assignment, settle_assignment
from courses.assignments.models import Completion, Obligation
from courses.assignments.settling import settle, turn_the_day
from courses.catalogue.models import CoursePage
from courses.catalogue.queries import current_editions, outline_of
from courses.enrolment.actions import enrol
from courses.progress.actions import Report, record_evidence
from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import children_of
from tests.bench.figures import is_wanted, peak_memory, percentile, progress, report
from tests.bench.learning import POSTS
from tracking.counting.actions import fold
from tracking.counting.queries import Question, State, figures_of, obligations_within

WARM_UP, SAMPLES = 3, 20
PAGE = 51
PEOPLE = 15_000
"""As many as one assignment concerns, in a province."""
LEARNERS = 50


def measure_followed(size: str, only: str) -> None:
    """`size` begins the names of the figures: `province`, `nation`; whatever is written is taken back."""
    today = timezone.localdate()
    for what, ask in _questions(today).items():
        name = f"tracking.{size}.{what}"
        if is_wanted(name, only):
            progress(f"{name} …")
            _measure(name, ask)
    for what, do in (
        ("settle_one", _settle_one),
        ("settle_assignment", _settle_assignment),
        ("finish", _finish),
        ("turn_and_fold", _turn_and_fold),
    ):
        if is_wanted(name := f"tracking.{size}.{what}", only):
            progress(f"{name} …")
            with taken_back():
                do(name, today)
    if is_wanted(f"tracking.{size}", only):
        report(f"tracking.{size}.memory", peak_memory(), "MB")


def _questions(today: date) -> dict[str, Callable[[], Any]]:
    """As the table asks from the top, and from a commune of a province, two taps further down."""
    top = Organisation.objects.select_related("kind").get(code="TOP")
    commune = Organisation.objects.filter(kind__code="dang_bo_xa_phuong", code__startswith="TOP").earliest(
        "pk"
    )
    courses = tuple(owed_courses())
    beneath, cells = list(children_of(top).select_related("kind")), list(children_of(commune))
    every, first = Question(courses, today, today), Question(courses[:1], today, today)
    asked = {
        "roll_up": lambda: figures_of(beneath, every),
        "roll_up_of_a_course": lambda: figures_of(beneath, first),
        "roll_up_of_a_post": lambda: figures_of(beneath, Question(courses, today, today, post="secretary")),
        "whole": lambda: figures_of([top], every),
        "drill_down": lambda: figures_of(cells, every),
        "drill_down_as_of_a_day": lambda: figures_of(cells, _quarter_ago(every)),
        "list.of_a_commune": lambda: _first_page([commune.path], every, State.LATE),
        "list.count_of_a_commune": lambda: obligations_within([commune.path], every, State.LATE).count(),
        "list.of_the_top": lambda: _first_page([top.path], first, State.LATE),
    }
    if beneath[0].kind != top.kind:
        asked["roll_up_as_of_a_day"] = lambda: figures_of(beneath, _quarter_ago(every))
        return asked
    inside = list(children_of(beneath[0]))
    asked["province"] = lambda: figures_of(inside, every)
    asked["province_as_of_a_day"] = lambda: figures_of(inside, _quarter_ago(every))
    return asked


def owed_courses() -> list[int]:
    courses = CoursePage.objects.filter(title__startswith="Khóa của phép đo").order_by("pk")
    return list(courses.values_list("pk", flat=True))


def _quarter_ago(question: Question) -> Question:
    return Question(question.courses, question.today - timedelta(days=90), question.today)


def _first_page(places: list[str], question: Question, state: State) -> list[Any]:
    rows = obligations_within(places, question, state).order_by("path", "person", "pk")
    return list(rows.select_related("person", "organisation")[:PAGE])


def _measure(name: str, ask: Callable[[], Any], samples: int = SAMPLES) -> None:
    for _ in range(WARM_UP):
        ask()
    cpu, wall = [], []
    for _ in range(samples):
        began = time.perf_counter(), time.process_time()
        ask()
        wall.append((time.perf_counter() - began[0]) * 1000)
        cpu.append((time.process_time() - began[1]) * 1000)
    report(f"{name}.queries", queries_of(ask), "queries")
    report(f"{name}.cpu", statistics.median(cpu), "ms")
    report(f"{name}.wall.p50", percentile(wall, 50), "ms")
    report(f"{name}.wall.p95", percentile(wall, 95), "ms")


def queries_of(ask: Callable[[], Any]) -> int:
    asked: list[str] = []

    def count(execute: Any, statement: str, *rest: Any) -> Any:
        asked.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(count):
        ask()
    return len(asked)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written, by visits too, is not there afterwards: they leave the connection open."""
    around = (request_started, request_finished)
    for signal in around:
        signal.disconnect(close_old_connections)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    for signal in around:
        signal.connect(close_old_connections)


def _settle_one(name: str, today: date) -> None:
    """What a change of somebody's posts costs beside the change itself: nothing is left to write."""
    people = iter(_some_people(WARM_UP + SAMPLES + 1))
    _measure(name, lambda: settle(people=[next(people)], today=today))


def _some_people(count: int) -> list[int]:
    owing = Obligation.objects.filter(course=owed_courses()[0], is_current=True, started_on=None)
    return list(owing.order_by("pk").values_list("person", flat=True)[:count])


def _settle_assignment(name: str, today: date) -> None:
    """A new assignment of a course that nobody owed, to 15,000 people: one obligation more for each."""
    editions = current_editions().exclude(course__in=owed_courses())
    course = CoursePage.objects.get(pk=editions.earliest("pk").course_id)
    assignment = make_assignment(
        what=course,
        organisation=_as_large_as(PEOPLE),
        posts=POSTS,
        terms=Terms(began=today - timedelta(days=10), due=today + timedelta(days=80)),
        by=None,
        now=timezone.now(),
    )
    began = time.perf_counter(), time.process_time()
    changed = settle_assignment(assignment=assignment, today=today)
    report(f"{name}.people", changed, "people")
    report(f"{name}.cpu", time.process_time() - began[1], "s")
    report(f"{name}.wall", time.perf_counter() - began[0], "s")


def _as_large_as(people: int) -> Organisation:
    """The province: the top of the tree, or the first beneath it where that holds provinces."""
    top = Organisation.objects.get(code="TOP")
    beneath = children_of(top).order_by("pk")
    holds_provinces = beneath.filter(kind=top.kind).exists()
    return beneath[0] if holds_provinces else top


def _finish(name: str, today: date) -> None:
    """The last lesson of a course that is owed, beside the same by people who owe it no more."""
    course = owed_courses()[0]
    edition = current_editions().get(course=course)
    lessons = [lesson.lesson_id for lesson in outline_of(edition).lessons]
    people = list(Person.objects.filter(pk__in=_some_people(2 * LEARNERS)).order_by("pk"))
    owing, free = people[:LEARNERS], people[LEARNERS:]
    Obligation.objects.filter(person__in=free, course=course).delete()
    now = timezone.now()
    for person in people:
        enrol(learner=person, edition=edition, now=now)
        record_evidence(learner=person, reports=[_read(one) for one in lessons[:-1]], now=now)
    for kind, those in (("owed", iter(owing)), ("free", iter(free))):
        _measure(
            f"{name}.{kind}",
            lambda those=those: record_evidence(  # type: ignore[misc]
                learner=next(those), reports=[_read(lessons[-1])], now=now
            ),
            samples=LEARNERS - WARM_UP - 1,
        )


def _read(lesson: int) -> Report:
    return Report(id=uuid4(), kind="read", lesson_id=lesson, happened_at=timezone.now())


def _turn_and_fold(name: str, today: date) -> None:
    """The night after a thousand people finished; and what has to be looked at when nothing changed."""
    people = _some_people(1000)
    owed = list(Obligation.objects.filter(person__in=people, course=owed_courses()[0], is_current=True))
    settle(people=people, today=today)
    _let_finish(owed, today)
    for what in ("busy", "idle"):
        began = time.perf_counter()
        turn_the_day(today=today + timedelta(days=1))
        gone = fold(today=today + timedelta(days=1))
        report(f"{name}.{what}.wall", (time.perf_counter() - began) * 1000, "ms")
        report(f"{name}.{what}.rows", gone, "rows")


def _let_finish(owed: list[Obligation], today: date) -> None:
    Completion.objects.bulk_create(
        Completion(person_id=one.person_id, course_id=one.course_id, source="recognised", on=today)
        for one in owed
    )
    for one in owed:
        settle(people=[one.person_id], courses=[one.course_id], today=today)
