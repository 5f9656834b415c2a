"""A mark is changed by hand: for a reason, with the old mark kept, and the learner told."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from quizzes.attempts.models import Attempt, AttemptQuestion, QuizStanding
from quizzes.attempts.signals import attempt_graded
from quizzes.marking.models import MarkChange, MarkNotice
from quizzes.marking.overriding.actions import NoReason, NothingChanges, NotMarkedYet, override_mark
from quizzes.marking.queries import attempts_changed_by
from tests.quiz_makers import make_question, make_quiz
from tests.quizzes.marking.conftest import NOON, School, choose, hand_in, keyed, marker, write

LATER = NOON + timedelta(hours=2)


@pytest.fixture
def attempt(school: School) -> Attempt:
    """Lan chose a wrong option, of a question worth one point."""
    quiz = make_quiz(make_question(keyed(0)), title="Một câu", slug="mot-cau", pass_percent=50)
    return hand_in(quiz, school.lan, choose(1))


def row(attempt: Attempt) -> AttemptQuestion:
    return AttemptQuestion.objects.get(attempt=attempt)


def test_the_old_mark_is_kept_with_the_reason_and_she_is_told(school: School, attempt: Attempt) -> None:
    override_mark(asked=row(attempt), points=0.75, reason="Đề in sai.", by=school.que, now=LATER)
    attempt.refresh_from_db()
    change, notice = MarkChange.objects.get(), MarkNotice.objects.get()
    entry = ModelLogEntry.objects.get(action="quizzes.override_mark")
    assert (attempt.percent, attempt.is_passed) == (75, True)
    assert (change.before, change.after, change.reason, change.by) == (0, 0.75, "Đề in sai.", school.que)
    assert (change.percent_before, change.percent_after) == (0, 75)
    assert (notice.learner, notice.kind, notice.reason) == (school.lan, "override", "Đề in sai.")
    assert (entry.user, entry.data["before"], entry.data["reason"]) == (school.que, 0, "Đề in sai.")


def test_no_mark_is_changed_without_a_reason_nor_to_itself(school: School, attempt: Attempt) -> None:
    with pytest.raises(NoReason):
        override_mark(asked=row(attempt), points=1, reason="  ", by=school.que, now=LATER)
    with pytest.raises(NothingChanges):
        override_mark(asked=row(attempt), points=0, reason="Nhầm.", by=school.que, now=LATER)
    assert not MarkChange.objects.exists()


def test_an_attempt_whose_essay_waits_is_not_changed_by_hand(school: School) -> None:
    asked = write(school.quiz, school.lan)
    with pytest.raises(NotMarkedYet):
        override_mark(asked=asked, points=1, reason="Vội.", by=school.que, now=LATER)


def test_what_she_has_passed_stays_passed_unless_it_is_taken_back(school: School) -> None:
    quiz = make_quiz(make_question(keyed(0)), title="Một câu", slug="mot-cau", pass_percent=50)
    attempt = hand_in(quiz, school.lan, choose(0))
    passed_at = QuizStanding.objects.get().passed_at
    override_mark(asked=row(attempt), points=0.25, reason="Chép bài.", by=school.que, now=LATER)
    standing = QuizStanding.objects.get()
    assert (standing.percent, standing.passed_at) == (25, passed_at)
    heard: list[object] = []
    attempt_graded.connect(
        lambda **told: heard.append(told["standing"].passed_at), weak=False, dispatch_uid="h"
    )
    override_mark(
        asked=row(attempt), points=0.2, reason="Chép bài.", by=school.que, now=LATER, takes_back=True
    )
    attempt_graded.disconnect(dispatch_uid="h")
    assert QuizStanding.objects.get().passed_at is None
    assert heard[-1] is None


def test_a_pass_that_the_marks_still_bear_keeps_its_day(school: School) -> None:
    quiz = make_quiz(make_question(keyed(0)), title="Một câu", slug="mot-cau", pass_percent=50)
    attempt = hand_in(quiz, school.lan, choose(0))
    passed_at = QuizStanding.objects.get().passed_at
    override_mark(asked=row(attempt), points=0.5, reason="Sửa.", by=school.que, now=LATER, takes_back=True)
    assert QuizStanding.objects.get().passed_at == passed_at


def test_reviewers_and_her_own_marker_change_a_mark_and_nobody_else(school: School, attempt: Attempt) -> None:
    def seen(user: object) -> bool:
        return attempts_changed_by(marker(user)).filter(pk=attempt.pk).exists()  # type: ignore[arg-type]

    assert [seen(one) for one in (school.que, school.hai)] == [True, True]
    assert [seen(one) for one in (school.tu, school.hoa, school.khue, school.son)] == [False] * 4
