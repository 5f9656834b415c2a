"""Essays: who may mark whom, one desk at a time, drafts, two markers, returned and to be written again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import User
from quizzes.attempts.actions import begin_attempt, save_answers, submit_attempt
from quizzes.attempts.models import Attempt, AttemptQuestion, QuizStanding
from quizzes.attempts.rules import Receipt
from quizzes.marking.essays.actions import (
    CLAIMED_FOR,
    AnswerChanged,
    Given,
    MarkedAlready,
    NotForHer,
    OnAnotherDesk,
    ask_rewriting,
    claim_essay,
    give_mark,
    keep_draft,
    mark_by_one,
    mark_by_two,
    release_essay,
)
from quizzes.marking.essays.queries import Wish, essays_waiting, essays_wished, marks_shown_to, own_mark
from quizzes.marking.models import EssayMark, EssayMarking, MarkChange, MarkNotice
from quizzes.marking.queries import Marker, feedback_of
from quizzes.marking.rules import Stage
from quizzes.papers.models import Quiz, QuizException
from tests.makers import make_grant, make_person
from tests.quiz_makers import PHONE, make_question, make_quiz, save
from tests.quizzes.marking.conftest import MINUTE, NOON, School, choose, hand_in, marker, thesis, write

LATER = NOON + timedelta(hours=2)
ALL = Given({"idea": 6, "form": 4}, {"idea": "Đủ ý."}, "Bài viết tốt.")
HALF = Given({"idea": 3, "form": 2}, {}, "Cần nêu việc làm cụ thể.")
NONE = Given({"idea": 0, "form": 0})


def waiting(user: User) -> list[int]:
    return [row.pk for row in essays_waiting(marker(user))]


def give(asked: AttemptQuestion, by: User, given: Given = ALL) -> Stage:
    return give_mark(asked=asked, marker=marker(by), given=given, now=LATER).stage


# --- Who may mark whom -----------------------------------------------------------------------------


def test_everybody_sees_the_essays_that_are_hers_to_mark_and_no_others(school: School) -> None:
    of_lan, of_binh = write(school.quiz, school.lan), write(school.quiz, school.binh)
    assert waiting(school.hai) == [of_lan.pk]
    assert waiting(school.tu) == [of_binh.pk]
    assert waiting(school.hoa) == [of_lan.pk, of_binh.pk]  # in her own quiz
    assert waiting(school.que) == [of_lan.pk, of_binh.pk]
    assert waiting(school.khue) == []  # a lecturer, but neither the quiz nor the question is hers
    assert waiting(school.son) == []


def test_a_role_that_has_ended_shows_nothing(school: School) -> None:
    write(school.quiz, school.lan)
    school.hai.person.grants.update(ended=timezone.localdate())
    assert waiting(school.hai) == []


def test_nobody_marks_herself(school: School) -> None:
    make_grant(school.lan, school.province, "marker")
    write(school.quiz, school.lan)
    of_binh = write(school.quiz, school.binh)
    assert school.lan.account is not None
    assert waiting(school.lan.account) == [of_binh.pk]


def test_what_has_waited_longest_stands_first(school: School) -> None:
    late = write(school.quiz, school.lan, at=NOON + timedelta(days=1))
    early = write(school.quiz, school.binh, at=NOON)
    assert waiting(school.que) == [early.pk, late.pk]


def test_an_essay_that_nobody_wrote_waits_for_nobody(school: School) -> None:
    attempt = hand_in(school.quiz, school.lan, None)
    assert (attempt.state, attempt.percent) == ("graded", 0)
    assert waiting(school.hai) == []


def test_the_queue_can_be_narrowed(school: School) -> None:
    other = make_question(thesis("Viết kế hoạch."))
    second = make_quiz(other, title="Kế hoạch", slug="ke-hoach")
    of_lan, plan = write(school.quiz, school.lan), write(second, school.lan)
    of_binh = write(school.quiz, school.binh)
    mark_by_two(quiz=second, question=None, allowed_percent=10, by=school.que, now=NOON)

    def wished(wish: Wish) -> set[int]:
        return {row.pk for row in essays_wished(Marker(school.que, frozenset({"reviewer", "marker"})), wish)}

    assert wished(Wish()) == {of_lan.pk, of_binh.pk, plan.pk}
    assert wished(Wish(quiz=second)) == wished(Wish(question=other)) == wished(Wish(by_two=True)) == {plan.pk}
    assert wished(Wish(organisation=school.cell_a)) == {of_lan.pk, plan.pk}
    give(plan, school.hai)
    assert wished(Wish(stage=Stage.SECOND)) == {plan.pk}
    assert wished(Wish(stage=Stage.FIRST)) == {of_lan.pk, of_binh.pk}


# --- One desk at a time ----------------------------------------------------------------------------


def test_two_do_not_mark_the_same_essay_at_once(school: School) -> None:
    asked = write(school.quiz, school.lan)
    claim_essay(asked=asked, marker=marker(school.hai), now=LATER)
    with pytest.raises(OnAnotherDesk):
        claim_essay(asked=asked, marker=marker(school.que), now=LATER + MINUTE)
    with pytest.raises(OnAnotherDesk):
        give_mark(asked=asked, marker=marker(school.que), given=ALL, now=LATER + MINUTE)
    assert not MarkChange.objects.exists()


def test_a_desk_that_was_left_is_free_again_after_an_hour(school: School) -> None:
    asked = write(school.quiz, school.lan)
    claim_essay(asked=asked, marker=marker(school.hai), now=LATER)
    now = LATER + CLAIMED_FOR
    assert claim_essay(asked=asked, marker=marker(school.que), now=now).claimed_by == school.que


def test_a_draft_keeps_the_essay_on_the_desk_and_stays_when_it_is_put_back(school: School) -> None:
    asked, hai = write(school.quiz, school.lan), marker(school.hai)
    claim_essay(asked=asked, marker=hai, now=LATER)
    keep_draft(asked=asked, marker=hai, given=HALF, now=LATER + timedelta(minutes=50))
    with pytest.raises(OnAnotherDesk):
        claim_essay(asked=asked, marker=marker(school.que), now=LATER + timedelta(minutes=90))
    release_essay(asked=asked, marker=hai)
    claim_essay(asked=asked, marker=marker(school.que), now=LATER + timedelta(minutes=91))
    draft = own_mark(hai, EssayMarking.objects.get(asked=asked))
    assert draft is not None
    assert (draft.place, draft.comment) == (None, HALF.comment)
    assert Attempt.objects.get().state == "waiting"


# --- One marker ------------------------------------------------------------------------------------


def test_an_essay_is_marked_returned_told_and_written_down(school: School) -> None:
    asked = write(school.quiz, school.lan)
    assert give(asked, school.hai, Given({"idea": 5, "form": 3}, {"idea": "Đủ ý."}, "Tốt.")) == Stage.RETURNED
    attempt, standing = Attempt.objects.get(), QuizStanding.objects.get()
    assert (attempt.state, attempt.percent, attempt.is_passed) == ("graded", 80, True)
    assert (standing.percent, standing.passed_at) == (80, LATER)
    notice, change = MarkNotice.objects.get(), MarkChange.objects.get()
    assert (notice.learner, notice.kind, notice.percent_after) == (school.lan, "returned", 80)
    assert (change.before, change.after, change.by) == (None, 0.8, school.hai)
    assert ModelLogEntry.objects.get(action="quizzes.mark_essay").user == school.hai
    [told] = feedback_of(attempt)
    assert (told.points, told.points_max, told.comments) == (0.8, 1, ("Tốt.",))
    assert [(line.title, line.points, line.comments) for line in told.lines] == [
        ("Nội dung", 5, ("Đủ ý.",)),
        ("Cách trình bày", 3, ()),
    ]
    with pytest.raises(MarkedAlready):
        give(asked, school.que)


def test_nothing_is_told_before_the_essay_is_returned(school: School) -> None:
    asked = write(school.quiz, school.lan)
    keep_draft(asked=asked, marker=marker(school.hai), given=ALL, now=LATER)
    assert feedback_of(Attempt.objects.get()) == []
    assert not MarkNotice.objects.exists()


def test_an_attempt_with_two_essays_has_its_mark_once_both_are_marked(school: School) -> None:
    quiz = make_quiz(
        school.essay, make_question(thesis("Viết kế hoạch.")), make_question(), title="Ba câu", slug="ba-cau"
    )
    attempt = begin_attempt(quiz=quiz, learner=school.lan, now=NOON)
    rows = list(attempt.questions.select_related("version"))
    answers = [choose(0)(row) if row.version.kind == "single" else {"text": "Tôi…"} for row in rows]
    saves = [save(row.slot, one, NOON, row.slot) for row, one in zip(rows, answers, strict=True)]
    save_answers(attempt_id=attempt.pk, learner=school.lan, device=PHONE, saves=saves, now=NOON)
    submit_attempt(attempt=attempt, now=NOON)
    first, second = [row for row in rows if row.version.kind == "essay"]
    give(first, school.hai, HALF)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.percent) == ("waiting", None)
    give(second, school.hai, NONE)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.percent) == ("graded", 50)


def test_a_text_that_arrives_late_is_read_before_the_mark_is_given(school: School) -> None:
    asked = write(school.quiz, school.lan, at=NOON)
    read = AttemptQuestion.objects.get().answered_at
    late = save(1, {"text": "Bản đầy đủ"}, NOON + timedelta(seconds=30), 2)
    late_at = NOON + timedelta(minutes=30)
    assert save_answers(
        attempt_id=asked.attempt_id, learner=school.lan, device=PHONE, saves=[late], now=late_at
    ) == [Receipt.SAVED]
    with pytest.raises(AnswerChanged):
        give_mark(asked=asked, marker=marker(school.hai), given=ALL, now=LATER, read=read)


def test_no_later_text_replaces_what_was_marked(school: School) -> None:
    asked = write(school.quiz, school.lan)
    mark_by_two(quiz=school.quiz, question=None, allowed_percent=10, by=school.que, now=NOON)
    give(asked, school.hai)
    late = save(1, {"text": "Bản khác"}, NOON + timedelta(seconds=30), 2)
    assert save_answers(
        attempt_id=asked.attempt_id, learner=school.lan, device=PHONE, saves=[late], now=LATER
    ) == [Receipt.SETTLED]


# --- Two markers -----------------------------------------------------------------------------------


@pytest.fixture
def by_two(school: School) -> AttemptQuestion:
    mark_by_two(quiz=school.quiz, question=None, allowed_percent=20, by=school.que, now=NOON)
    return write(school.quiz, school.lan)


def test_a_second_marker_does_not_see_the_first_mark_until_she_has_given_hers(
    school: School, by_two: AttemptQuestion
) -> None:
    assert give(by_two, school.hai) == Stage.SECOND
    marking = EssayMarking.objects.get()
    assert marks_shown_to(marker(school.hoa), marking) == []
    assert marks_shown_to(marker(school.que), marking) == []
    assert [mark.marker for mark in marks_shown_to(marker(school.hai), marking)] == [school.hai]
    give(by_two, school.hoa, NONE)
    marking.refresh_from_db()
    assert len(marks_shown_to(marker(school.hoa), marking)) == 2


def test_she_who_marked_first_does_not_mark_second(school: School, by_two: AttemptQuestion) -> None:
    give(by_two, school.hai)
    assert waiting(school.hai) == []
    assert waiting(school.hoa) == [by_two.pk]
    with pytest.raises(MarkedAlready):
        give(by_two, school.hai)


def test_two_that_agree_well_enough_make_their_mean(school: School, by_two: AttemptQuestion) -> None:
    give(by_two, school.hai, Given({"idea": 6, "form": 4}, {"idea": "Đủ."}, "Tốt."))
    assert Attempt.objects.get().state == "waiting"
    assert give(by_two, school.hoa, Given({"idea": 5, "form": 3}, {}, "Khá.")) == Stage.RETURNED
    assert Attempt.objects.get().percent == 90
    [told] = feedback_of(Attempt.objects.get())
    assert (told.lines[0].points, told.comments) == (5.5, ("Tốt.", "Khá."))


def test_where_two_differ_too_much_a_reviewer_decides_and_nobody_else(
    school: School, by_two: AttemptQuestion
) -> None:
    give(by_two, school.hai, ALL)
    assert give(by_two, school.hoa, HALF) == Stage.THIRD
    assert not MarkNotice.objects.exists()
    assert (waiting(school.hai), waiting(school.hoa), waiting(school.que)) == ([], [], [by_two.pk])
    other = _another_marker(school)
    assert waiting(other) == []
    with pytest.raises(NotForHer):
        give(by_two, other)
    assert len(marks_shown_to(marker(school.que), EssayMarking.objects.get())) == 2
    assert give(by_two, school.que, Given({"idea": 4, "form": 3}, {}, "Quyết định.")) == Stage.RETURNED
    assert Attempt.objects.get().percent == 70
    assert feedback_of(Attempt.objects.get())[0].comments == ("Quyết định.",)


def _another_marker(school: School) -> User:
    person = make_person("Ma Thị Nga", username="nga")
    make_grant(person, school.a, "marker")
    assert person.account is not None
    return person.account


def test_a_rule_for_the_question_comes_before_one_for_the_quiz(
    school: School, by_two: AttemptQuestion
) -> None:
    mark_by_two(quiz=None, question=school.essay, allowed_percent=60, by=school.que, now=NOON)
    give(by_two, school.hai, ALL)
    assert give(by_two, school.hoa, HALF) == Stage.RETURNED


def test_what_waits_for_its_second_marker_goes_on_waiting_when_one_is_enough_again(
    school: School, by_two: AttemptQuestion
) -> None:
    give(by_two, school.hai, ALL)
    mark_by_one(rule=school.quiz.second_marking)
    assert waiting(school.hoa) == [by_two.pk]
    assert give(by_two, school.hoa, HALF) == Stage.RETURNED
    assert Attempt.objects.get().percent == 75


# --- To be written again ---------------------------------------------------------------------------


def test_an_essay_is_returned_to_be_written_again_with_one_more_attempt(school: School) -> None:
    asked = write(school.quiz, school.lan)
    until = LATER + timedelta(days=14)
    ask_rewriting(asked=asked, marker=marker(school.hai), request="Nêu ví dụ.", until=until, now=LATER)
    exception, notice = QuizException.objects.get(), MarkNotice.objects.get()
    assert (exception.person, exception.extra_attempts, exception.closes_at) == (school.lan, 1, None)
    assert "Nêu ví dụ." in exception.reason
    asked_of_her = "Nêu ví dụ. (Hạn nộp: 17/11/2026)"
    assert (notice.kind, notice.reason) == ("rewrite", asked_of_her)
    assert waiting(school.hai) == []
    [told] = feedback_of(Attempt.objects.get())
    assert (told.is_to_rewrite, told.request, told.points) == (True, asked_of_her, None)
    again = begin_attempt(quiz=school.quiz, learner=school.lan, now=LATER)
    assert again.number == 2


def test_asked_twice_to_write_again_she_gets_two_more_attempts(school: School) -> None:
    until = LATER + timedelta(days=14)
    for time in range(2):
        asked = write(school.quiz, school.lan, at=LATER + timedelta(hours=time))
        ask_rewriting(
            asked=asked,
            marker=marker(school.hai),
            request="Viết lại.",
            until=until,
            now=LATER + timedelta(hours=time, minutes=30),
        )
    assert begin_attempt(quiz=school.quiz, learner=school.lan, now=LATER + timedelta(hours=3)).number == 3


def test_a_quiz_that_closes_stays_open_for_her_who_writes_again(school: School) -> None:
    Quiz.objects.update(closes_at=LATER + timedelta(minutes=5))
    school.quiz.refresh_from_db()
    asked = write(school.quiz, school.lan)
    until = LATER + timedelta(days=14)
    ask_rewriting(asked=asked, marker=marker(school.hai), request="Viết lại.", until=until, now=LATER)
    assert begin_attempt(quiz=school.quiz, learner=school.lan, now=LATER + timedelta(days=2)).number == 2


def test_a_mark_is_not_given_after_it_was_sent_back(school: School) -> None:
    asked = write(school.quiz, school.lan)
    ask_rewriting(
        asked=asked,
        marker=marker(school.hai),
        request="Viết lại.",
        until=LATER + timedelta(days=1),
        now=LATER,
    )
    with pytest.raises(MarkedAlready):
        give(asked, school.que)
    assert not EssayMark.objects.exists()
