"""A key was wrong: who changes, from what to what; carried out, gone on with, taken back as a whole."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from organisations.people.models import Person
from quizzes.attempts.actions import begin_attempt, save_answers, submit_attempt
from quizzes.attempts.models import Attempt, AttemptQuestion, QuizStanding
from quizzes.bank.models import Question
from quizzes.marking.models import MarkChange, MarkNotice, Regrading
from quizzes.marking.overriding.actions import override_mark
from quizzes.marking.queries import versions_answered
from quizzes.marking.regrading import actions
from quizzes.marking.regrading.actions import (
    NotApplied,
    NothingToChange,
    ShownIsOutdated,
    begin_regrading,
    begin_undoing,
    carry_on,
    carry_out,
)
from quizzes.marking.regrading.queries import Correcting, Plan, named_changes, plan_of
from quizzes.marking.rules import Correction
from quizzes.papers.models import Quiz
from tests.makers import make_person
from tests.quiz_makers import PHONE, change_question, make_question, make_quiz, save
from tests.quizzes.marking.conftest import NOON, School, choose, hand_in, keyed, marker

LATER = NOON + timedelta(hours=2)
REASON = "Đáp án đúng là ngày 15."


@pytest.fixture
def question(db: None) -> Question:
    """Its first key said option 0; other questions stand beside it in the quiz."""
    return make_question(keyed(0))


@pytest.fixture
def quiz(question: Question) -> Quiz:
    other = make_question(keyed(2, "Họp bao lâu?"))
    return make_quiz(
        question, other, title="Hai câu", slug="hai-cau", pass_percent=60, shuffle_questions=False
    )


@pytest.fixture
def answered(school: School, quiz: Quiz, question: Question) -> tuple[Attempt, Attempt]:
    """Lan chose what was right, Bình what will turn out to be; then the key is corrected."""
    of_lan = hand_in(quiz, school.lan, choose(0), choose(2))
    of_binh = hand_in(quiz, school.binh, choose(1), choose(2))
    change_question(question, keyed(1))
    return of_lan, of_binh


def correcting(question: Question, correction: Correction = Correction.RAISE) -> Correcting:
    question.refresh_from_db()
    assert question.current is not None
    old = question.versions.filter(number=1)
    return Correcting(question, question.current, list(old), correction)


def regrade(question: Question, school: School, correction: Correction, **more: Any) -> Regrading:
    wished = correcting(question, correction)
    begun = begin_regrading(
        correcting=wished, shown=plan_of(wished).digest, reason=REASON, by=school.que, now=LATER, **more
    )
    carry_out(regrading=begun, now=LATER)
    begun.refresh_from_db()
    return begun


def percents(*attempts: Attempt) -> list[float | None]:
    return [Attempt.objects.get(pk=attempt.pk).percent for attempt in attempts]


def passed(person: Person) -> datetime | None:
    return QuizStanding.objects.get(learner=person).passed_at


# --- The dry run -----------------------------------------------------------------------------------


def test_the_dry_run_says_who_would_change_from_what_to_what_and_changes_nothing(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    plan = plan_of(correcting(question, Correction.EXACT))
    told = {one.learner: (one.percent_before, one.percent_after, one.flip) for one in plan.changes}
    assert told == {"Vũ Thị Lan": (100, 50, "fails"), "Chẩu Văn Bình": (50, 100, "passes")}
    assert (plan.raised, plan.lowered, plan.passes, plan.fails, plan.looked_at) == (1, 1, 1, 1, 2)
    raising = plan_of(correcting(question))
    assert [one.learner for one in raising.changes] == ["Chẩu Văn Bình"]
    assert percents(*answered) == [100, 50]
    assert not MarkChange.objects.exists()


def test_what_the_dry_run_says_is_what_is_done(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    for correction in (Correction.EXACT, Correction.FULL, Correction.LEAVE_OUT):
        plan = plan_of(correcting(question, correction))
        said = {one.attempt_id: (one.percent_after, one.passed_after) for one in plan.changes}
        done = regrade(question, school, correction)
        found = {one.pk: (one.percent, one.is_passed) for one in Attempt.objects.filter(pk__in=said)}
        assert found == said, correction
        begin_undoing(regrading=done, reason="Thử.", by=school.que, now=LATER)
        carry_out(regrading=done, now=LATER)
        assert percents(*answered) == [100, 50]


def test_names_are_told_only_of_those_whom_the_viewer_marks(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    changes = plan_of(correcting(question, Correction.EXACT)).changes
    numbers = {one.learner: f"Bài số {one.number}" for one in changes}
    of_binh = numbers["Chẩu Văn Bình"]
    assert {one.called for one in named_changes(marker(school.hai), changes)} == {"Vũ Thị Lan", of_binh}
    assert {one.called for one in named_changes(marker(school.que), changes)} == set(numbers.values())


def test_the_versions_that_were_answered_are_offered(
    question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    assert [version.number for version in versions_answered(question)] == [1]


# --- Carrying it out -------------------------------------------------------------------------------


def test_regrading_only_raises_unless_told_otherwise(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    done = regrade(question, school, Correction.RAISE)
    assert (done.state, done.steps_done) == ("applied", 2)
    assert percents(*answered) == [100, 100]
    notice, change = MarkNotice.objects.get(), MarkChange.objects.get()
    assert (notice.learner, notice.reason) == (school.binh, REASON)
    assert (notice.percent_before, notice.percent_after) == (50, 100)
    assert (change.before, change.after, change.regrading) == (0, 1, done)
    assert passed(school.binh) == LATER
    assert ModelLogEntry.objects.get(action="quizzes.regrade").user == school.que


def test_exactly_by_the_key_lowers_but_takes_no_pass_away(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    before = passed(school.lan)
    regrade(question, school, Correction.EXACT)
    assert percents(*answered) == [50, 100]
    assert passed(school.lan) == before


def test_a_pass_is_taken_back_only_where_that_is_chosen(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    regrade(question, school, Correction.EXACT, takes_back=True)
    assert passed(school.lan) is None
    assert passed(school.binh) == LATER


def test_a_question_left_out_weighs_nothing_and_one_left_aside_earns_all(
    school: School, question: Question, answered: tuple[Attempt, Attempt], quiz: Quiz
) -> None:
    neither = hand_in(quiz, make_person("Ma Thị Nga"), choose(0), choose(0))
    AttemptQuestion.objects.filter(attempt=neither, slot=1).update(version=question.versions.get(number=1))
    done = regrade(question, school, Correction.LEAVE_OUT)
    assert Attempt.objects.get(pk=answered[1].pk).points_max == 1
    assert percents(*answered) == [100, 100]
    begin_undoing(regrading=done, reason="Thử.", by=school.que, now=LATER)
    carry_out(regrading=done, now=LATER)
    regrade(question, school, Correction.FULL)
    assert percents(*answered, neither) == [100, 100, 50]


def test_regrading_twice_changes_nothing_the_second_time(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    regrade(question, school, Correction.EXACT)
    with pytest.raises(NothingToChange):
        regrade(question, school, Correction.EXACT)
    assert MarkChange.objects.count() == MarkNotice.objects.count() == 2


def test_a_mark_that_a_person_changed_stands_above_any_key(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    row = AttemptQuestion.objects.get(attempt=answered[0], slot=1)
    override_mark(asked=row, points=0.5, reason="Thỏa thuận.", by=school.que, now=LATER)
    plan = plan_of(correcting(question, Correction.EXACT))
    assert ([one.learner for one in plan.changes], plan.left_alone) == (["Chẩu Văn Bình"], 1)
    regrade(question, school, Correction.EXACT)
    assert percents(*answered) == [75, 100]


def test_nothing_is_done_but_what_was_shown(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    wished = correcting(question)
    shown = plan_of(wished).digest
    hand_in_old(question, make_person("Ma Thị Nga"), answered[0].quiz)
    with pytest.raises(ShownIsOutdated):
        begin_regrading(correcting=wished, shown=shown, reason=REASON, by=school.que, now=LATER)


def hand_in_old(question: Question, learner: Person, quiz: Quiz) -> Attempt:
    """Somebody who was asked the first version hands in."""
    attempt = begin_old(question, learner, quiz)
    return submit_attempt(attempt=attempt, now=NOON)


def begin_old(question: Question, learner: Person, quiz: Quiz) -> Attempt:
    attempt = begin_attempt(quiz=quiz, learner=learner, now=NOON)
    old = question.versions.get(number=1)
    attempt.questions.filter(question=question).update(version=old)
    row = attempt.questions.select_related("version").get(question=question)
    answer = save(row.slot, choose(1)(row), NOON)
    save_answers(attempt_id=attempt.pk, learner=learner, device=PHONE, saves=[answer], now=NOON)
    return attempt


def test_who_is_still_answering_is_marked_by_the_right_key(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    attempt = begin_old(question, make_person("Ma Thị Nga"), answered[0].quiz)
    wished = correcting(question)
    assert plan_of(wished).under_way == 1
    regrade(question, school, Correction.RAISE)
    assert submit_attempt(attempt=attempt, now=LATER).percent == 50


def test_a_late_answer_is_marked_by_the_right_key(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    regrade(question, school, Correction.EXACT)
    row = AttemptQuestion.objects.select_related("version").get(attempt=answered[0], slot=1)
    late = save(1, choose(1)(row), NOON + timedelta(seconds=30), 99)
    save_answers(attempt_id=answered[0].pk, learner=school.lan, device=PHONE, saves=[late], now=LATER)
    assert percents(answered[0]) == [100]


def test_who_asked_to_be_erased_is_left_alone(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    """Her words are gone: nothing is left to be marked anew."""
    Person.objects.filter(pk=school.lan.pk).update(erased_at=LATER)
    assert [one.learner_id for one in plan_of(correcting(question, Correction.EXACT)).changes] == [
        school.binh.pk
    ]


def test_an_attempt_that_waits_for_a_marker_changes_in_silence(school: School, question: Question) -> None:
    quiz = make_quiz(question, school.essay, title="Có bài viết", slug="bai-viet", shuffle_questions=False)
    attempt = hand_in(quiz, school.lan, choose(1), {"text": "Tôi…"})
    change_question(question, keyed(1))
    regrade(question, school, Correction.RAISE)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.points, attempt.percent) == ("waiting", 1, None)
    assert not MarkNotice.objects.exists()


# --- In pieces -------------------------------------------------------------------------------------


@pytest.fixture
def many(
    school: School, quiz: Quiz, question: Question, monkeypatch: pytest.MonkeyPatch
) -> Sequence[Attempt]:
    monkeypatch.setattr(actions, "PIECE", 3)
    people = [Person.objects.create(full_name=f"Người {number}") for number in range(8)]
    attempts = [hand_in(quiz, person, choose(1), choose(2)) for person in people]
    change_question(question, keyed(1))
    return attempts


def test_a_worker_that_died_goes_on_where_it_stopped(
    school: School, question: Question, many: Sequence[Attempt]
) -> None:
    wished = correcting(question)
    begun = begin_regrading(
        correcting=wished, shown=plan_of(wished).digest, reason=REASON, by=school.que, now=LATER
    )
    assert carry_on(regrading=begun, now=LATER)
    begun.refresh_from_db()
    assert (begun.state, begun.steps_done, begun.steps_total) == ("applying", 3, 8)
    assert percents(*many).count(100) == 3
    with pytest.raises(NotApplied):
        begin_undoing(regrading=begun, reason="Nhầm.", by=school.que, now=LATER)
    carry_out(regrading=begun, now=LATER)
    carry_out(regrading=begun, now=LATER)
    begun.refresh_from_db()
    assert (begun.state, begun.steps_done) == ("applied", 8)
    assert percents(*many) == [100] * 8
    assert MarkChange.objects.count() == 8


def test_a_dry_run_costs_the_same_few_queries_however_many_have_answered(
    school: School, question: Question, many: Sequence[Attempt]
) -> None:
    wished = correcting(question, Correction.EXACT)
    plan_of(wished)
    with CaptureQueriesContext(connection) as asked:
        assert isinstance(plan_of(wished), Plan)
    assert len(asked) <= 3


# --- Taking it back --------------------------------------------------------------------------------


def test_all_of_it_is_taken_back_marks_and_passes_alike(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    before = [passed(school.lan), passed(school.binh)]
    done = regrade(question, school, Correction.EXACT, takes_back=True)
    begin_undoing(regrading=done, reason="Đáp án cũ đúng.", by=school.que, now=LATER)
    carry_out(regrading=done, now=LATER)
    done.refresh_from_db()
    assert (done.state, done.undone_by, done.undo_reason) == ("undone", school.que, "Đáp án cũ đúng.")
    assert percents(*answered) == [100, 50]
    assert [passed(school.lan), passed(school.binh)] == before
    assert not AttemptQuestion.objects.filter(key__isnull=False).exists()
    assert [one.kind for one in MarkNotice.objects.filter(learner=school.lan)] == ["undo", "regrade"]
    with pytest.raises(NotApplied):
        begin_undoing(regrading=done, reason="Lại.", by=school.que, now=LATER)


def test_two_attempts_of_one_person_are_taken_back_whole(
    school: School, question: Question, quiz: Quiz
) -> None:
    first = hand_in(quiz, school.lan, choose(1), choose(2))
    second = hand_in(quiz, school.lan, choose(1), choose(2), at=NOON + timedelta(minutes=10))
    change_question(question, keyed(1))
    done = regrade(question, school, Correction.RAISE)
    assert passed(school.lan) == LATER
    begin_undoing(regrading=done, reason="Nhầm.", by=school.que, now=LATER)
    carry_out(regrading=done, now=LATER)
    assert (percents(first, second), passed(school.lan)) == ([50, 50], None)


def test_what_was_changed_by_hand_since_stays(
    school: School, question: Question, answered: tuple[Attempt, Attempt]
) -> None:
    done = regrade(question, school, Correction.EXACT)
    row = AttemptQuestion.objects.get(attempt=answered[1], slot=1)
    override_mark(asked=row, points=0.5, reason="Thỏa thuận.", by=school.que, now=LATER)
    begin_undoing(regrading=done, reason="Nhầm.", by=school.que, now=LATER)
    carry_out(regrading=done, now=LATER)
    assert percents(*answered) == [100, 75]


# --- What is handed in afterwards ------------------------------------------------------------------


@pytest.mark.parametrize(("correction", "then"), [(Correction.FULL, 50), (Correction.LEAVE_OUT, 0)])
def test_who_was_still_answering_follows_a_question_left_aside(
    school: School, quiz: Quiz, question: Question, correction: Correction, then: int
) -> None:
    hand_in(quiz, school.lan, choose(1), choose(2))
    late = begin_attempt(quiz=quiz, learner=school.binh, now=NOON)
    change_question(question, keyed(1))
    done = regrade(question, school, correction)

    submit_attempt(attempt=late, now=LATER + timedelta(minutes=5))

    assert percents(late) == [then]
    assert not MarkNotice.objects.filter(learner=school.binh).exists()
    begin_undoing(regrading=done, reason="Nhầm", by=school.que, now=LATER + timedelta(minutes=9))
    carry_out(regrading=done, now=LATER + timedelta(minutes=9))
    assert percents(late) == [0]


def test_a_pass_that_only_the_question_left_aside_gave_does_not_come(
    school: School, quiz: Quiz, question: Question
) -> None:
    Quiz.objects.filter(pk=quiz.pk).update(pass_percent=50)
    hand_in(quiz, school.lan, choose(1), choose(2))
    of_binh = begin_attempt(quiz=quiz, learner=school.binh, now=NOON)
    [right, _] = of_binh.questions.select_related("version").order_by("slot")
    change_question(question, keyed(1))
    regrade(question, school, Correction.LEAVE_OUT)

    saves = [save(1, choose(0)(right), LATER)]
    save_answers(attempt_id=of_binh.pk, learner=school.binh, device=PHONE, saves=saves, now=LATER)
    submit_attempt(attempt=of_binh, now=LATER)

    assert percents(of_binh) == [0]
    assert passed(school.binh) is None


def test_a_mark_changed_by_hand_stays_above_a_question_left_aside(
    school: School, quiz: Quiz, question: Question
) -> None:
    hand_in(quiz, school.lan, choose(1), choose(2))
    of_binh = begin_attempt(quiz=quiz, learner=school.binh, now=NOON)
    change_question(question, keyed(1))
    regrade(question, school, Correction.FULL)
    submit_attempt(attempt=of_binh, now=LATER)
    row = of_binh.questions.get(slot=1)

    override_mark(asked=row, points=0, reason="Chép bài", by=school.que, now=LATER + timedelta(hours=1))

    row.refresh_from_db()
    assert row.fraction == 0
