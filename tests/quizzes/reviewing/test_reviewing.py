"""Cards made from attempts, sessions, and what becomes of both when people or questions change."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from organisations.people.actions import enter_person, merge_people
from organisations.people.models import Person
from organisations.privacy.gathering.queries import section_about
from quizzes.attempts.models import AttemptQuestion
from quizzes.attempts.settling import grade_attempt
from quizzes.bank.actions import retire
from quizzes.bank.models import Question
from quizzes.grading.questions import TrueFalse
from quizzes.papers.models import Quiz
from quizzes.reviewing.actions import NothingWaits, answer_question, begin_sitting, settle_cards
from quizzes.reviewing.models import ReviewCard, ReviewLog, Sitting
from quizzes.reviewing.personal_data import forget_review
from quizzes.reviewing.queries import waiting_for
from tests.quiz_makers import change_question, essay, make_question, make_quiz, single
from tests.quizzes.reviewing.conftest import NOON, answer_to, hand_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LETTERS = st.text("rw-", min_size=2, max_size=2)
MEMORY = ("stability", "difficulty", "due_at", "last_reviewed_at", "reviews", "lapses", "is_missed")


def memories(learner: Person) -> list[tuple[object, ...]]:
    return list(
        ReviewCard.objects.filter(learner=learner).order_by("question_id").values_list("question_id", *MEMORY)
    )


def test_what_lan_got_wrong_waits_at_once_and_what_she_knew_comes_later(lan: Person, quiz: Quiz) -> None:
    hand_in(quiz, lan, "wrrrrr-")
    wrong, *known, left_out = ReviewCard.objects.order_by("question_id")
    assert wrong.is_missed
    assert left_out.is_missed
    assert all(wrong.due_at < card.due_at and not card.is_missed for card in known)
    assert set(waiting_for(lan, NOON).question_ids) == {wrong.question_id, left_out.question_id}
    assert waiting_for(lan, NOON + 30 * DAY).count == 5


def test_an_essay_is_never_asked_again(lan: Person) -> None:
    grade = make_quiz(make_question(essay()), make_question(single("Còn câu này?", "Đúng")))
    attempt = hand_in(grade, lan, "--")
    AttemptQuestion.objects.filter(attempt=attempt).update(fraction=0.0)
    grade_attempt(attempt=attempt, now=NOON)
    assert [card.question.kind for card in ReviewCard.objects.select_related("question")] == ["single"]


def test_an_attempt_marked_anew_counts_as_it_is_marked_now(lan: Person, quiz: Quiz) -> None:
    attempt = hand_in(quiz, lan, "wrrrrrr")
    before = memories(lan)
    grade_attempt(attempt=attempt, now=NOON + DAY)
    assert memories(lan) == before
    assert ReviewLog.objects.count() == 7
    AttemptQuestion.objects.filter(attempt=attempt).update(fraction=1.0)
    grade_attempt(attempt=attempt, now=NOON + 2 * DAY)
    card = ReviewCard.objects.order_by("question_id")[0]
    assert (card.reviews, card.is_missed, card.logs.count()) == (1, False, 2)
    assert {row[1:] for row in memories(lan)} == {before[1][1:]}


def test_a_question_that_is_retired_drops_out(lan: Person, quiz: Quiz, questions: list[Question]) -> None:
    hand_in(quiz, lan, "wwwwwww")
    for question in questions[1:]:
        retire(question=question)
    assert waiting_for(lan, NOON).question_ids == (questions[0].pk,)
    assert [asked[0] for asked in begin_sitting(learner=lan, now=NOON).asked] == [questions[0].pk]


def test_a_question_is_asked_again_as_it_stands_today(
    lan: Person, quiz: Quiz, questions: list[Question]
) -> None:
    hand_in(quiz, lan, "wrrrrrr")
    changed = change_question(questions[0], TrueFalse(prompt="<p>Câu mới?</p>", is_true=True))
    [[_question, version, _order]] = begin_sitting(learner=lan, now=NOON).asked
    assert version == changed.current_id


def test_an_answer_sent_twice_counts_once_and_the_first_stands(
    lan: Person, quiz: Quiz, questions: list[Question]
) -> None:
    hand_in(quiz, lan, "wrrrrrr")
    sitting = begin_sitting(learner=lan, now=NOON)
    right, wrong = answer_to(questions[0]), answer_to(questions[0], is_right=False)
    first = answer_question(sitting=sitting, number=1, raw=right, now=NOON)
    assert answer_question(sitting=sitting, number=1, raw=wrong, now=NOON) == first
    sitting.refresh_from_db()
    assert (sitting.finished_at, ReviewLog.objects.filter(sitting=sitting).count()) == (NOON, 1)
    assert not ReviewCard.objects.get(question=questions[0]).is_missed


def test_two_taps_begin_one_session_and_a_new_day_a_new_one(lan: Person, quiz: Quiz) -> None:
    hand_in(quiz, lan, "wwwwwww")
    sitting = begin_sitting(learner=lan, now=NOON)
    assert begin_sitting(learner=lan, now=NOON) == sitting
    assert waiting_for(lan, NOON).open_sitting == sitting
    assert begin_sitting(learner=lan, now=NOON + DAY) != sitting
    assert Sitting.objects.filter(finished_at=None).count() == 1


def test_nothing_waits_for_who_has_answered_nothing(lan: Person) -> None:
    assert waiting_for(lan, NOON).next_due_at is None
    with pytest.raises(NothingWaits):
        begin_sitting(learner=lan, now=NOON)


def test_once_practised_a_question_rests_till_another_day(
    lan: Person, quiz: Quiz, questions: list[Question]
) -> None:
    hand_in(quiz, lan, "wrrrrrr")
    answer_question(sitting=begin_sitting(learner=lan, now=NOON), number=1, raw=None, now=NOON)
    waiting = waiting_for(lan, NOON)
    assert waiting.count == 0
    assert waiting.next_due_at == ReviewCard.objects.get(question=questions[0]).due_at


def test_practice_changes_no_mark(lan: Person, quiz: Quiz) -> None:
    attempt = hand_in(quiz, lan, "wrrrrrr")
    standing = quiz.standings.values().get()
    answer_question(sitting=begin_sitting(learner=lan, now=NOON), number=1, raw=None, now=NOON)
    attempt.refresh_from_db()
    assert quiz.standings.values().get() == standing
    assert attempt.points == 6


def test_a_learner_reviews_her_own_answers_alone(lan: Person, son: Person, quiz: Quiz) -> None:
    hand_in(quiz, lan, "wwwwwww")
    assert waiting_for(son, NOON + DAY).count == 0


class JoinedReview(TestCase):
    """Whatever was answered as whom: a card follows from all of it."""

    @settings(max_examples=10)
    @given(
        deeds=st.lists(
            st.tuples(st.booleans(), st.integers(0, 9), st.text("rw-", min_size=2, max_size=2)), max_size=4
        )
    )
    def test_after_merging_she_remembers_what_either_answered(
        self, deeds: list[tuple[bool, int, str]]
    ) -> None:
        quiz = make_quiz(
            make_question(single("Một?", "1")), make_question(single("Hai?", "2")), shuffle_questions=False
        )
        kept, gone, alone = (enter_person(full_name="Vũ Thị Lan") for _ in range(3))
        for is_kept, day, letters in sorted(deeds, key=lambda deed: deed[1]):
            hand_in(quiz, kept if is_kept else gone, letters, NOON + day * DAY)
            hand_in(quiz, alone, letters, NOON + day * DAY)
        merge_people(kept=kept, gone=gone, by=None, now=NOON + 30 * DAY)
        assert memories(kept) == memories(alone)
        settle_cards(cards=list(ReviewCard.objects.filter(learner=kept)))
        assert memories(kept) == memories(alone)


def test_a_session_that_is_open_under_both_entries_is_open_once(lan: Person, son: Person, quiz: Quiz) -> None:
    for person in (lan, son):
        hand_in(quiz, person, "wwwwwww")
        begin_sitting(learner=person, now=NOON)
    merge_people(kept=lan, gone=son, by=None, now=NOON)
    assert Sitting.objects.filter(learner=lan).count() == 2
    assert Sitting.objects.filter(learner=lan, finished_at=None).count() == 1


def test_lan_sees_her_review_among_her_data_and_nothing_stays_once_she_is_erased(
    lan: Person, son: Person, quiz: Quiz
) -> None:
    for person in (lan, son):
        hand_in(quiz, person, "wwrrrrr")
        sitting = begin_sitting(learner=person, now=NOON)
        answer_question(sitting=sitting, number=1, raw=None, now=NOON)
    cards, answers = section_about(lan, "review"), section_about(lan, "review_answers")
    assert cards is not None
    assert answers is not None
    assert [len(row) for row in cards.rows] == [len(cards.columns)] * 7
    assert [row[2] for row in answers.rows] == [0]  # what a quiz says of each is the quiz's to tell
    traces = forget_review(lan)
    assert [trace.count for trace in traces] == [7, 8]
    assert not any(trace.stays for trace in traces)
    for model in (ReviewCard, Sitting):
        assert set(model.objects.values_list("learner", flat=True)) == {son.pk}
