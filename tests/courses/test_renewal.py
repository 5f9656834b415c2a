"""A course that is owed anew is learnt anew: by passing its quizzes again, else by reading it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.assignments.actions import change_assignment, settle_assignment
from courses.assignments.models import Completion, Obligation
from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from courses.progress.actions import Report, record_evidence
from courses.renewal.rules import PASSED, READ, Done, Step, renewed_on, steps_of
from organisations.people.models import Person
from organisations.tree.models import Organisation
from quizzes.attempts.actions import CannotBegin
from quizzes.attempts.glances import glances_at
from quizzes.attempts.queries import door_of
from quizzes.papers.models import Quiz
from tests.assigning import assign, finish
from tests.courses.conftest import browser_of
from tests.courses.test_quizzes_in_lessons import course_with, make_quiz, take
from tests.makers import (
    edition_of,
    make_cell,
    make_certificate_settings,
    make_course,
    make_organisation,
    make_secretary,
    outline_for,
)
from tests.quiz_makers import make_question

RENEWED = Completion.Source.RENEWED
LEARNT_ON = date(2025, 1, 10)
OPENS = date(2025, 12, 11)
"""Twelve months after LEARNT_ON, less 30 days."""


@dataclass(frozen=True)
class ALesson:
    lesson_id: int
    completion: str = "read"
    is_final_test: bool = False
    quizzes: Sequence[int] = ()


READING, TESTED = ALesson(1), ALesson(2, "passed", quizzes=(7,))
FINAL = ALesson(3, "passed", is_final_test=True, quizzes=(9,))


@pytest.mark.parametrize(
    ("lessons", "steps"),
    [
        ([READING, TESTED, FINAL], [Step(PASSED, 9, 3)]),
        ([READING, TESTED], [Step(PASSED, 7, 2)]),
        ([ALesson(1), ALesson(5, quizzes=(8,))], [Step(READ, 1, 1), Step(READ, 5, 5)]),
        ([ALesson(4, "passed", quizzes=(7,)), TESTED], [Step(PASSED, 7, 4)]),
        ([], []),
    ],
)
def test_the_final_test_counts_else_every_quiz_else_every_lesson(
    lessons: list[ALesson], steps: list[Step]
) -> None:
    assert steps_of(lessons) == steps


DONE = st.builds(
    Done, st.just(READ), st.integers(1, 4), st.dates(OPENS - timedelta(days=20), OPENS + timedelta(days=40))
)


@given(done=st.lists(DONE, max_size=12), later=st.lists(DONE, max_size=6))
def test_late_news_only_ever_moves_a_renewal_to_an_earlier_day(done: list[Done], later: list[Done]) -> None:
    steps = steps_of([ALesson(1), ALesson(2), ALesson(3)])
    before, after = renewed_on(steps, done, OPENS), renewed_on(steps, [*later, *done], OPENS)
    assert renewed_on(steps, reversed(done), OPENS) == before
    assert before is None or (after is not None and OPENS <= after <= before)
    since = {one.number for one in done if one.on >= OPENS}
    assert (before is not None) == ({1, 2, 3} <= since)


@pytest.fixture
def commune(db: None) -> Organisation:
    return make_organisation("Đảng bộ xã Na Hang")


@pytest.fixture
def lan(commune: Organisation) -> Person:
    return make_secretary("Vũ Thị Lan", make_cell("Chi bộ Nà Chang", commune), username="lan")


@pytest.fixture
def owed_anew(lan: Person, commune: Organisation) -> CoursePage:
    """Of two lessons, learnt at the beginning of 2025, to be learnt anew every year."""
    course = make_course("Bài một", "Bài hai")
    finish(lan, course, LEARNT_ON)
    assign(course, commune, began=date(2025, 1, 1), valid_months=12, window_days=30)
    return course


def read(lan: Person, course: CoursePage, number: int, on: date, *, told: date | None = None) -> None:
    lesson = outline_for(course).lessons[number - 1].lesson_id
    told = told or on
    report = Report(uuid4(), "read", lesson, datetime(on.year, on.month, on.day, 5, tzinfo=UTC))
    now = datetime(told.year, told.month, told.day, 6, tzinfo=UTC)
    record_evidence(learner=lan, reports=[report], now=now)


def rounds(lan: Person) -> list[tuple[int, date, date | None]]:
    rows = Obligation.objects.filter(person=lan).order_by("number")
    return list(rows.values_list("number", "began", "finished_on"))


def test_reading_every_lesson_again_renews_and_the_next_round_opens_from_that_day(
    lan: Person, owed_anew: CoursePage
) -> None:
    assert rounds(lan) == [(1, date(2025, 1, 1), LEARNT_ON), (2, OPENS, None)]
    read(lan, owed_anew, 1, date(2025, 12, 20))
    assert not Completion.objects.filter(source=RENEWED).exists()
    read(lan, owed_anew, 2, date(2026, 1, 5))
    assert rounds(lan)[1:] == [(2, OPENS, date(2026, 1, 5)), (3, date(2026, 12, 6), None)]
    assert Completion.objects.filter(person=lan).count() == 2


def test_a_first_finish_is_no_renewal_though_a_certificate_is_given_for_it(
    lan: Person, commune: Organisation
) -> None:
    course = make_course("Bài một", "Bài hai")
    make_certificate_settings()
    assign(course, commune, began=date(2025, 1, 1), valid_months=12, window_days=30)
    finish(lan, course, LEARNT_ON)
    assert list(Completion.objects.values_list("person", "source")) == [(lan.pk, Completion.Source.LEARNT)]
    assert rounds(lan)[0] == (1, date(2025, 1, 1), LEARNT_ON)
    assert Obligation.objects.earliest("number").certified_on == timezone.localdate()


def test_what_was_read_before_the_round_opened_does_not_count(lan: Person, owed_anew: CoursePage) -> None:
    read(lan, owed_anew, 1, OPENS - timedelta(days=1))
    read(lan, owed_anew, 2, OPENS)
    assert rounds(lan)[1] == (2, OPENS, None)


def test_a_phone_that_syncs_late_is_believed_by_its_day(lan: Person, owed_anew: CoursePage) -> None:
    read(lan, owed_anew, 1, date(2025, 12, 20))
    read(lan, owed_anew, 2, date(2026, 2, 1))
    assert rounds(lan)[1][2] == date(2026, 2, 1)
    read(lan, owed_anew, 2, date(2025, 12, 25), told=date(2026, 3, 1))
    assert rounds(lan)[1][2] == date(2025, 12, 25)
    assert Completion.objects.filter(person=lan, source=RENEWED).count() == 1
    read(lan, owed_anew, 2, date(2026, 2, 2))
    assert rounds(lan)[1][2] == date(2025, 12, 25)


def test_what_was_read_again_before_anybody_asked_counts_once_it_is_owed_from_then(
    lan: Person, commune: Organisation
) -> None:
    course = make_course("Một bài")
    finish(lan, course, LEARNT_ON)
    assignment = assign(course, commune, began=date(2025, 1, 1))
    read(lan, course, 1, date(2026, 1, 5))
    assert rounds(lan) == [(1, date(2025, 1, 1), LEARNT_ON)]
    change_assignment(assignment=assignment, by=None, valid_months=12, window_days=30)
    settle_assignment(assignment=assignment, today=timezone.localdate())
    assert rounds(lan)[1] == (2, OPENS, date(2026, 1, 5))


def test_the_page_says_what_is_left_and_the_lesson_offers_to_be_read_again(
    lan: Person, owed_anew: CoursePage
) -> None:
    browser = browser_of(lan)
    course = reverse("courses:course", args=[owed_anew.slug])
    page = browser.get(course).content.decode()
    assert "Học lại: còn 2 việc" in page
    first, second = outline_for(owed_anew).lessons
    for number, lesson in enumerate((first, second), start=1):
        address = reverse("courses:lesson", args=[owed_anew.slug, lesson.module_slug, lesson.slug])
        assert "Tôi đã đọc lại" in browser.get(address).content.decode()
        mark = reverse("courses:mark", args=[owed_anew.slug, lesson.module_slug, lesson.slug])
        browser.post(mark, {"key": uuid4()})
        assert "Tôi đã đọc lại" not in browser.get(address).content.decode()
        assert ("Học lại: còn 1 việc" in browser.get(course).content.decode()) == (number == 1)
    assert rounds(lan)[1][2] == timezone.localdate()


def test_attempts_from_before_do_not_count_against_whoever_passes_it_anew(
    lan: Person, commune: Organisation
) -> None:
    final = make_quiz(make_question(), title="Kiểm tra cuối khóa", purpose="final", max_attempts=2)
    course = course_with(final)
    enrol(learner=lan, edition=edition_of(course), now=noon(LEARNT_ON))
    take(final, lan, right=False, now=noon(LEARNT_ON))
    take(final, lan, now=noon(LEARNT_ON) + timedelta(hours=1))
    read(lan, course, 2, LEARNT_ON)
    assign(course, commune, began=date(2025, 1, 1), valid_months=12, window_days=30)
    assert rounds(lan) == [(1, date(2025, 1, 1), LEARNT_ON), (2, OPENS, None)]
    assert left(final, lan, OPENS - timedelta(days=1)) == 0
    assert left(final, lan, OPENS) == 2
    take(final, lan, right=False, now=noon(OPENS))
    assert left(final, lan, OPENS) == 1
    take(final, lan, now=noon(OPENS + timedelta(days=1)))
    assert rounds(lan)[1][2] == OPENS + timedelta(days=1)
    assert left(final, lan, OPENS + timedelta(days=1)) == 0
    with pytest.raises(CannotBegin):
        take(final, lan, now=noon(OPENS + timedelta(days=2)))


def left(quiz: Quiz, learner: Person, on: date) -> int | None:
    """How many attempts she has, by her own page and by the page of the course alike."""
    now = noon(on)
    found = door_of(quiz, learner, now).attempts_left
    assert glances_at([quiz.pk], learner=learner, now=now)[quiz.pk].attempts_left == found
    return found


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 5, tzinfo=UTC)
