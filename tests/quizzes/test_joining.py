"""Two entries were one person: her attempts are one row, and she stands where all of them put her."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisations.people.actions import merge_people
from organisations.people.models import Person
from quizzes.attempts.actions import begin_attempt, save_answers, submit_attempt
from quizzes.attempts.models import Attempt, QuizStanding
from quizzes.papers.models import Quiz, QuizException
from quizzes.papers.rules import Counting, Mark, mark_that_counts
from tests.makers import make_person
from tests.quiz_makers import PHONE, make_question, make_quiz, save, single

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

# Of one attempt: whose entry, begun how many hours after noon, how many of two answers right (None: open).
Took = tuple[bool, int, int | None]
attempts = st.lists(
    st.tuples(st.booleans(), st.integers(0, 40), st.none() | st.integers(0, 2)), min_size=1, max_size=6
)


def take(quiz: Quiz, learner: Person, at: datetime, right: int | None) -> None:
    attempt = begin_attempt(quiz=quiz, learner=learner, now=at)
    if right is None:
        return
    rows = list(attempt.questions.select_related("version"))
    answers = [
        save(row.slot, next(c["id"] for c in row.version.content["choices"] if c.get("share")), at)
        for row in rows[:right]
    ]
    save_answers(attempt_id=attempt.pk, learner=learner, device=PHONE, saves=answers, now=at)
    submit_attempt(attempt=attempt, now=at)


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(make_question(), make_question(single("Họp bao lâu?", "90 phút")), pass_percent=70)


@given(took=attempts, counting=st.sampled_from(Counting))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_mixture_of_attempts_becomes_one_row_with_the_standing_that_follows(
    quiz: Quiz, took: Sequence[Took], counting: Counting
) -> None:
    with transaction.atomic():
        Quiz.objects.update(counting=counting)
        quiz.refresh_from_db()
        check_merger(quiz, took)
        transaction.set_rollback(True)


def check_merger(quiz: Quiz, took: Sequence[Took]) -> None:
    kept, gone = make_person("Vũ Thị Lan"), make_person("Vũ Thị Lan")
    for is_kept, hours, right in sorted(took, key=lambda one: one[1]):
        take(quiz, kept if is_kept else gone, NOON + hours * HOUR, right)
    passed = [one.passed_at for one in QuizStanding.objects.all() if one.passed_at]
    before = set(Attempt.objects.values_list("pk", flat=True))
    merge_people(kept=kept, gone=gone, by=None, now=NOON + 50 * HOUR)
    rows = list(Attempt.objects.filter(quiz=quiz, learner=kept).order_by("number"))
    assert {row.pk for row in rows} == before
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert [row.started_at for row in rows] == sorted(row.started_at for row in rows)
    assert sum(row.state == Attempt.State.OPEN for row in rows) <= 1
    graded = [row for row in rows if row.state == Attempt.State.GRADED]
    if not graded:
        assert not QuizStanding.objects.exclude(percent=None).exists()
        return
    standing = QuizStanding.objects.get()
    counts = mark_that_counts(
        [Mark(row.percent or 0.0, row.is_passed) for row in graded],
        Counting(quiz.counting),
        quiz.pass_percent,
    )
    assert counts is not None
    assert (standing.learner, standing.percent) == (kept, counts.percent)
    if not all(is_kept for is_kept, *_ in took):
        assert standing.attempts_used == len(rows)
    if passed:
        assert standing.passed_at == min(passed)
    else:
        assert (standing.passed_at is not None) == counts.is_passed


def test_of_two_that_are_open_the_earlier_is_handed_in(quiz: Quiz) -> None:
    kept, gone = make_person("Vũ Thị Lan"), make_person("Vũ Thị Lan")
    take(quiz, gone, NOON, None)
    take(quiz, kept, NOON + HOUR, None)
    merge_people(kept=kept, gone=gone, by=None, now=NOON + 2 * HOUR)
    states = list(Attempt.objects.order_by("number").values_list("learner", "state"))
    assert states == [(kept.pk, "graded"), (kept.pk, "open")]


def test_exceptions_come_along_and_a_standing_without_attempts_is_no_obstacle(quiz: Quiz) -> None:
    kept, gone = make_person("Vũ Thị Lan"), make_person("Vũ Thị Lan")
    QuizException.objects.create(quiz=quiz, person=gone, extra_minutes=5, reason="Mắt kém", given_at=NOON)
    QuizStanding.objects.create(quiz=quiz, learner=gone, passed_at=NOON)
    merge_people(kept=kept, gone=gone, by=None, now=NOON)
    assert QuizException.objects.get().person == kept
    standing = QuizStanding.objects.get()
    assert (standing.learner, standing.passed_at) == (kept, NOON)
