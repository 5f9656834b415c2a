"""Figures of quizzes and questions, from attempts of people whose ability is known beforehand."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.people.models import Person
from quizzes.analysis.actions import ATTEMPTS_AT_ONCE, fresh_figures, refresh_list
from quizzes.analysis.figures.measures import Why
from quizzes.analysis.figures.reliability import Coefficient
from quizzes.analysis.models import Counted, ItemVerdict, QuizAnalysis
from quizzes.analysis.queries import analysed_quizzes, gather_quiz, question_figures, verdicts_for
from quizzes.analysis.rules import Code, Urgency
from quizzes.analysis.summary import Item, sorted_items
from quizzes.attempts.actions import begin_attempt, check_answer, save_answers, submit_attempt
from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.bank.converting import question_of
from quizzes.bank.models import Question
from quizzes.grading.questions import SingleChoice
from quizzes.papers.models import Quiz
from tests.makers import make_person
from tests.quiz_makers import PHONE, change_question, essay, make_question, make_quiz, save, single
from tests.quizzes.analysis.test_figures import exact_correlation
from tests.quizzes.simulated import FIRST_DAY, Trait, answer_quiz, simulate, traits_of

pytestmark = pytest.mark.django_db

OPTIONS = ("Đúng", "Sai một", "Sai hai", "Sai ba")
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def make_questions(count: int) -> list[Question]:
    return [make_question(single(f"Câu {number}?", *OPTIONS)) for number in range(count)]


def items_of(quiz: Quiz, counted: str = Counted.FIRST) -> dict[int, Item]:
    return {item.question_id: item for item in fresh_figures(quiz=quiz, counted=counted).items}


def answers_of(quiz: Quiz) -> list[list[float]]:
    """Who earned what, a row for each attempt in the order of its questions; read the plain way."""
    rows: dict[Any, list[float]] = {}
    for row in AttemptQuestion.objects.filter(attempt__quiz=quiz).order_by("attempt_id", "question_id"):
        rows.setdefault(row.attempt_id, []).append(row.fraction or 0.0)
    return list(rows.values())


def test_the_model_behind_the_answers_is_found_again() -> None:
    questions = make_questions(12)
    traits = traits_of(
        questions,
        Trait(1.5, -1.0),
        Trait(1.5, 0.0),
        Trait(1.5, 1.0),
        Trait(0.0, 0.0),
        Trait(1.2, 0.0, is_keyed_wrong=True),
        Trait(1.2, -4.0),
    )
    quiz = make_quiz(*questions, slug="q")
    simulate(quiz, people=600, traits=traits)
    easy, middling, hard, weak, wrong, given_away = (
        items_of(quiz)[question.pk] for question in questions[:6]
    )
    facilities = [item.figures.facility.value or 0 for item in (given_away, easy, middling, hard)]
    assert facilities == sorted(facilities, reverse=True)
    tells = [item.figures.discrimination.value or 0 for item in (middling, weak, wrong)]
    assert tells[0] > 0.3 > 0.15 > tells[1] > -0.15 > tells[2]
    assert wrong.findings[0].code is Code.CHECK_KEY
    assert weak.findings[0].code is Code.WEAK
    assert Code.TOO_EASY in [finding.code for finding in given_away.findings]
    assert middling.urgency is Urgency.FINE


def test_figures_from_the_database_are_those_of_the_answers_in_it() -> None:
    questions = make_questions(4)
    quiz = make_quiz(*questions, slug="q")
    simulate(quiz, people=80)
    rows = answers_of(quiz)
    for place, question in enumerate(questions):
        figures = items_of(quiz)[question.pk].figures
        x = [row[place] for row in rows]
        rest = [(sum(row) - row[place]) / 3 for row in rows]
        assert figures.facility.value == pytest.approx(sum(x) / 80)
        assert figures.discrimination.value == pytest.approx(exact_correlation(x, rest), abs=1e-9)
        assert figures.asked == 80


def test_questions_of_different_points_are_compared_with_the_rest_of_theirs() -> None:
    questions = make_questions(3)
    quiz = make_quiz(*questions, slug="q")
    quiz.fixed_items.filter(question=questions[0]).update(points=5)
    simulate(Quiz.objects.get(pk=quiz.pk), people=60)
    rows = answers_of(quiz)
    x = [row[1] for row in rows]
    rest = [(5 * row[0] + row[2]) / 6 for row in rows]
    found = items_of(quiz)[questions[1].pk].figures.discrimination
    assert found.value == pytest.approx(exact_correlation(x, rest), abs=1e-9)


def test_of_drawn_questions_alpha_is_not_told_but_what_suits_is() -> None:
    questions = make_questions(9)
    quiz = make_quiz(draws=4, slug="q")
    simulate(quiz, people=120, traits=traits_of(questions, *[Trait(1.5)] * 9))
    figures = fresh_figures(quiz=quiz)
    assert (figures.reliability.coefficient, figures.reliability.questions) == (Coefficient.NESTED, 4)
    assert figures.reliability.measure.value is not None
    assert sum(item.figures.asked for item in figures.items) == 120 * 4
    assert all(item.figures.discrimination.why in (None, Why.TOO_FEW) for item in figures.items)


def test_first_attempts_alone_are_counted_unless_all_are_asked_for() -> None:
    questions = make_questions(3)
    quiz = make_quiz(*questions, slug="q")
    first = simulate(quiz, people=40)
    learners = [attempt.learner for attempt in first]
    again(quiz, learners, taught=2.5)
    only_first, everything = fresh_figures(quiz=quiz), fresh_figures(quiz=quiz, counted=Counted.ALL)
    assert (only_first.attempts, everything.attempts) == (40, 80)
    assert (only_first.mean.value or 0) < (everything.mean.value or 0)


def again(quiz: Quiz, learners: Sequence[Person], *, taught: float) -> list[Attempt]:
    return answer_quiz(
        quiz, learners, Random(3), traits={}, first_day=FIRST_DAY, days=5, number=2, taught=taught
    )


def test_paper_is_counted_and_has_no_times() -> None:
    quiz = make_quiz(*make_questions(2), slug="q")
    attempts = simulate(quiz, people=20)
    on_paper = [attempt.pk for attempt in attempts[:12]]
    Attempt.objects.filter(pk__in=on_paper).update(ended_by=Attempt.Ended.ON_PAPER)
    AttemptQuestion.objects.filter(attempt__in=on_paper).update(seconds=0)
    figures = fresh_figures(quiz=quiz)
    assert (figures.attempts, figures.on_paper) == (20, 12)
    assert len(gather_quiz(quiz, Counted.FIRST).minutes) == 8


def test_what_waits_or_is_under_way_is_not_counted() -> None:
    quiz = make_quiz(make_question(), make_question(essay()), slug="q")
    lan = make_person("Nông Thị Lan")
    attempt = begin_attempt(quiz=quiz, learner=lan, now=FIRST_DAY)
    slot = attempt.questions.get(version__kind="essay").slot
    answer = save(slot, {"text": "Chi bộ tôi…"}, FIRST_DAY)
    save_answers(attempt_id=attempt.pk, learner=lan, device=PHONE, saves=[answer], now=FIRST_DAY)
    assert not analysed_quizzes().exists()
    assert submit_attempt(attempt=attempt, now=FIRST_DAY).state == "waiting"
    assert fresh_figures(quiz=quiz).attempts == 0
    assert not analysed_quizzes().exists()


def content_of(question: Question) -> SingleChoice:
    content = question_of(question.body)
    assert isinstance(content, SingleChoice)
    return content


def test_of_several_tries_the_first_answer_is_told() -> None:
    question = make_question()
    quiz = make_quiz(question, behaviour="tries", tries=3, slug="q")
    right, wrong = (choice.id for choice in content_of(question).choices[:2])
    for number in range(6):
        learner = make_person(f"Người {number}")
        attempt = begin_attempt(quiz=quiz, learner=learner, now=FIRST_DAY)
        for turn, response in enumerate((wrong, right), start=1):
            now = FIRST_DAY + turn * MINUTE
            answer = save(1, response, now, turn)
            check_answer(attempt_id=attempt.pk, learner=learner, device=PHONE, save=answer, now=now)
        submit_attempt(attempt=attempt, now=FIRST_DAY + 5 * MINUTE)
    found = question_figures(question, Counted.FIRST)
    assert found is not None
    [table] = found.tables
    assert {row.option.key: row.chosen for row in table.rows if row.option} == {right: 0, wrong: 6} | {
        row.option.key: 0 for row in table.rows[2:] if row.option
    }
    assert found.whole.facility.value == pytest.approx(0.67)


# --- Versions ----------------------------------------------------------------------------------


def test_a_corrected_question_is_judged_by_its_new_version_once_enough_have_met_it() -> None:
    question, *others = make_questions(3)
    quiz = make_quiz(question, *others, slug="q")
    simulate(quiz, people=50, traits={question.pk: Trait(1.2, 0.0, is_keyed_wrong=True)})
    changed = change_question(question, single("Câu đã sửa?", *OPTIONS))
    simulate(quiz, people=10, seed=5)
    mixed = items_of(quiz)[question.pk]
    assert (mixed.is_mixed, mixed.figures.asked, mixed.version_id) == (True, 60, changed.current_id)
    simulate(quiz, people=25, seed=6)
    alone = items_of(quiz)[question.pk]
    assert (alone.is_mixed, alone.figures.asked) == (False, 35)


def test_a_question_is_told_by_version_by_month_and_by_quiz() -> None:
    question, other = make_questions(2)
    one, two = make_quiz(question, other, slug="a"), make_quiz(question, other, title="Ôn tập", slug="b")
    simulate(one, people=40, days=1)
    change_question(question, single("Câu đã sửa?", *OPTIONS))
    simulate(two, people=30, seed=2, days=1, first_day=FIRST_DAY + timedelta(days=60))
    simulate(two, people=3, seed=3, days=1, first_day=FIRST_DAY + timedelta(days=100))
    found = question_figures(question, Counted.FIRST)
    assert found is not None
    assert found.whole.asked == 73
    assert [(one.number, one.figures.asked) for one in found.versions] == [(2, 33), (1, 40)]
    assert [(one.title, one.figures.asked) for one in found.quizzes] == [
        ("Kiểm tra cuối khóa", 40),
        ("Ôn tập", 33),
    ]
    assert [(str(one.first_day), one.asked, one.facility.why) for one in found.months] == [
        ("2026-03-01", 40, None),
        ("2026-05-01", 30, None),
        ("2026-06-01", 3, Why.TOO_FEW),
    ]
    assert found.shown.number == 2
    old = question_figures(question, Counted.FIRST, 1)
    assert old is not None
    assert (old.shown.number, old.tables[0].asked) == (1, 40)
    assert question_figures(question, Counted.FIRST, 9) is None
    assert question_figures(make_question(), Counted.FIRST) is None


def test_within_two_quizzes_people_are_compared_with_those_of_their_own() -> None:
    """The same question in an easy quiz and in a hard one: pooled, it would seem to tell much more."""
    question, *others = make_questions(5)
    easy, hard = make_quiz(question, *others[:2], slug="a"), make_quiz(question, *others[2:], slug="b")
    weak = {question.pk: Trait(0.0, 0.0)}
    simulate(easy, people=150, traits=weak | traits_of(others[:2], Trait(1.2, -2.5), Trait(1.2, -2.5)))
    simulate(hard, people=150, seed=4, traits=weak | traits_of(others[2:], Trait(1.2, 2.5), Trait(1.2, 2.5)))
    found = question_figures(question, Counted.FIRST)
    assert found is not None
    low, high = found.whole.discrimination.low, found.whole.discrimination.high
    assert low is not None
    assert high is not None
    assert low < 0 < high


# --- Kept until something is marked ------------------------------------------------------------


def queries_of(quiz: Quiz) -> int:
    with CaptureQueriesContext(connection) as asked:
        fresh_figures(quiz=quiz)
    return len([one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]])


def test_figures_are_kept_until_another_attempt_is_marked() -> None:
    quiz = make_quiz(*make_questions(3), slug="q")
    attempts = simulate(quiz, people=35)
    fresh_figures(quiz=quiz)
    assert queries_of(quiz) == 2
    assert QuizAnalysis.objects.get().graded == 35
    last = max(attempt.graded_at for attempt in attempts if attempt.graded_at)
    Attempt.objects.filter(pk=attempts[0].pk).update(percent=0, graded_at=last + MINUTE)
    assert queries_of(quiz) > 2
    kept = QuizAnalysis.objects.get()
    assert (kept.graded, kept.last_graded_at) == (35, last + MINUTE)


def test_figures_cost_the_same_queries_however_many_attempts() -> None:
    small, large = (make_quiz(*make_questions(3), slug=slug) for slug in "ab")
    simulate(small, people=31)
    simulate(large, people=310, seed=9)
    assert queries_of(small) == queries_of(large) <= 12


def test_figures_kept_in_another_shape_are_worked_out_anew() -> None:
    quiz = make_quiz(*make_questions(2), slug="q")
    simulate(quiz, people=31)
    figures = fresh_figures(quiz=quiz)
    QuizAnalysis.objects.update(figures={"attempts": 31, "what": "no such figure"})
    assert fresh_figures(quiz=quiz) == figures


def test_what_is_kept_is_what_was_worked_out() -> None:
    quiz = make_quiz(*make_questions(4), slug="q")
    simulate(quiz, people=45)
    worked_out = fresh_figures(quiz=quiz)
    assert fresh_figures(quiz=quiz) == worked_out


def test_a_list_of_quizzes_works_out_so_much_at_once_and_tells_the_rest_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert ATTEMPTS_AT_ONCE == 10_000
    questions = make_questions(2)
    quizzes = [make_quiz(*questions, slug=slug) for slug in "abc"]
    for number, quiz in enumerate(quizzes):
        simulate(quiz, people=31, seed=number, first_day=FIRST_DAY - timedelta(days=100 * number))
    monkeypatch.setattr("quizzes.analysis.actions.ATTEMPTS_AT_ONCE", 62)
    assert [quiz.pk for quiz in analysed_quizzes()] == [quiz.pk for quiz in quizzes]
    assert set(refresh_list(quizzes=list(analysed_quizzes()))) == {quiz.pk for quiz in quizzes[:2]}
    assert set(refresh_list(quizzes=list(analysed_quizzes()))) == {quiz.pk for quiz in quizzes}
    with CaptureQueriesContext(connection) as asked:
        refresh_list(quizzes=list(analysed_quizzes()))
    assert len(asked) == 2


def test_lists_of_questions_get_the_worst_that_is_said_of_the_version_in_use() -> None:
    question, other, *rest = make_questions(5)
    good, bad = make_quiz(question, other, *rest, slug="a"), make_quiz(question, *rest, slug="b")
    simulate(good, people=60, traits={question.pk: Trait(1.5)})
    simulate(bad, people=60, seed=4, traits={question.pk: Trait(1.2, 0.0, is_keyed_wrong=True)})
    for quiz in (good, bad):
        fresh_figures(quiz=quiz)
    with CaptureQueriesContext(connection) as asked:
        found = verdicts_for([question.pk, other.pk, 1_000_000])
    assert len(asked) == 1
    assert (found[question.pk].urgency, found[question.pk].quiz_id) == (Urgency.CHECK, bad.pk)
    assert set(found) == {question.pk, other.pk}
    change_question(question, single("Câu đã sửa?", *OPTIONS))
    assert set(verdicts_for([question.pk, other.pk])) == {other.pk}
    assert ItemVerdict.objects.count() == 5 + 4


def test_the_table_of_questions_is_sorted_and_what_is_unknown_comes_last() -> None:
    questions = make_questions(3)
    quiz = make_quiz(*questions, slug="q")
    simulate(quiz, people=40, traits=traits_of(questions, Trait(1, -2), Trait(1, 2), Trait(1, 0)))
    items = list(items_of(quiz).values())
    assert [item.question_id for item in sorted_items(items, "facility")] == [
        questions[place].pk for place in (1, 2, 0)
    ]
    assert sorted_items(items, "-facility") == sorted_items(items, "facility")[::-1]
    AttemptQuestion.objects.filter(question=questions[1]).update(seconds=0)
    cache.clear()
    QuizAnalysis.objects.all().delete()
    timed = list(items_of(quiz).values())
    for wish in ("seconds", "-seconds"):
        assert sorted_items(timed, wish)[-1].question_id == questions[1].pk
    assert sorted_items(items, "; drop table") == items
