"""Quizzes' decisions: what is drawn, when a quiz may be begun, when it ends, which attempt counts."""

from collections import Counter as Count
from datetime import UTC, datetime, timedelta
from itertools import combinations
from math import comb
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.papers.models import Quiz, RandomDraw
from quizzes.papers.queries import draw_paper, what_lacks
from quizzes.papers.rules import (
    Allowance,
    AttemptRules,
    Counting,
    Draw,
    Mark,
    PoolTooSmall,
    Refusal,
    Window,
    deadline_of,
    draw_questions,
    mark_that_counts,
    reaches,
    why_not_begin,
    widest,
)
from tests.quiz_makers import make_category, make_question, make_quiz, single

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
MINUTES = st.integers(-3000, 3000).map(lambda minutes: NOON + timedelta(minutes=minutes))
POOLS = st.lists(
    st.tuples(st.integers(0, 4), st.frozensets(st.integers(1, 9), max_size=9)), min_size=1, max_size=4
)

# --- Drawing -----------------------------------------------------------------------------------


def draws_of(pools: list[tuple[int, frozenset[int]]]) -> list[Draw]:
    return [Draw(key, count, tuple(sorted(pool))) for key, (count, pool) in enumerate(pools)]


def can_be_filled(draws: list[Draw], taken: frozenset[int]) -> bool:
    """Hall's theorem (1935): every set of draws finds as many questions as its draws ask for."""
    return all(
        len(set().union(*(draw.pool for draw in some)) - taken) >= sum(draw.count for draw in some)
        for size in range(1, len(draws) + 1)
        for some in combinations(draws, size)
    )


@given(POOLS, st.frozensets(st.integers(1, 9), max_size=4), st.integers(0, 2**32))
def test_whatever_can_be_filled_is_filled_and_no_question_comes_twice(
    pools: list[tuple[int, frozenset[int]]], taken: frozenset[int], seed: int
) -> None:
    draws = draws_of(pools)
    if not can_be_filled(draws, taken):
        with pytest.raises(PoolTooSmall) as lack:
            draw_questions(draws, taken=taken, random=Random(seed))
        assert lack.value.missing > 0
        return
    drawn = draw_questions(draws, taken=taken, random=Random(seed))
    everything = [question for found in drawn.values() for question in found]
    assert len(everything) == len(set(everything))
    assert taken.isdisjoint(everything)
    for draw in draws:
        assert len(drawn[draw.key]) == draw.count
        assert set(drawn[draw.key]) <= set(draw.pool)


@given(POOLS, st.integers(0, 2**32))
def test_a_seed_draws_the_same_again(pools: list[tuple[int, frozenset[int]]], seed: int) -> None:
    draws = draws_of(pools)
    if can_be_filled(draws, frozenset()):
        once, again = (draw_questions(draws, taken=(), random=Random(seed)) for _ in range(2))
        assert once == again


def chi_square(counts: Count[object], cells: int, drawn: int) -> float:
    expected = drawn / cells
    return sum(count * count for count in counts.values()) / expected - drawn


@pytest.mark.parametrize(("pool", "count"), [(6, 3), (7, 2), (5, 4), (8, 1)])
def test_every_set_of_questions_is_drawn_as_often(pool: int, count: int) -> None:
    """Chi-square over all sets there are: 6,000 drawings of a fixed seed, bound at six deviations."""
    random, times, sets = Random(20), 6000, comb(pool, count)
    draw = Draw(0, count, tuple(range(pool)))
    seen: Count[object] = Count(
        frozenset(draw_questions([draw], taken=(), random=random)[0]) for _ in range(times)
    )
    freedom = sets - 1
    assert chi_square(seen, sets, times) < freedom + 6 * (2 * freedom) ** 0.5


@pytest.mark.parametrize("count", [3, 5])
def test_every_question_comes_first_as_often(count: int) -> None:
    random, times = Random(21), 5000
    draw = Draw(0, count, tuple(range(5)))
    first: Count[object] = Count(draw_questions([draw], taken=(), random=random)[0][0] for _ in range(times))
    assert chi_square(first, 5, times) < 4 + 6 * 8**0.5


def test_two_draws_of_one_pool_share_it_evenly() -> None:
    random, times = Random(22), 5000
    draws = [Draw(0, 2, tuple(range(5))), Draw(1, 2, tuple(range(5)))]
    for key in (0, 1):
        seen: Count[object] = Count()
        for _ in range(times):
            seen[frozenset(draw_questions(draws, taken=(), random=random)[key])] += 1
        assert chi_square(seen, comb(5, 2), times) < 9 + 6 * 18**0.5


@pytest.mark.django_db
def test_a_paper_never_asks_a_question_twice_and_fills_every_draw() -> None:
    shelf, drawer = make_category("Nghị quyết"), make_category("Sinh hoạt")
    questions = [
        make_question(
            single(f"Câu {number}?", "Có"),
            category=shelf if number % 2 else drawer,
            difficulty=1 + number % 3,
        )
        for number in range(10)
    ]
    quiz = make_quiz(questions[0], questions[3], slug="q")
    quiz.random_draws = [
        RandomDraw(count=3, category=shelf),
        RandomDraw(count=3),
        RandomDraw(count=1, difficulty=2),
    ]
    quiz.save()
    quiz = Quiz.objects.get(pk=quiz.pk)
    assert what_lacks(quiz) == []
    for seed in range(40):
        asked = [one.question_id for one in draw_paper(quiz, Random(seed))]
        assert len(asked) == len(set(asked)) == 9
        assert {questions[0].pk, questions[3].pk} <= set(asked)
        on_the_shelf = [question for question in questions if question.category_id == shelf.pk]
        assert len({question.pk for question in on_the_shelf} & set(asked)) >= 4


# --- When --------------------------------------------------------------------------------------


@given(
    st.none() | MINUTES,
    st.none() | MINUTES,
    st.none() | st.integers(1, 5),
    st.integers(0, 6),
    MINUTES,
)
def test_a_quiz_is_begun_while_it_is_open_and_an_attempt_is_left(
    opens_at: datetime | None, closes_at: datetime | None, attempts: int | None, used: int, now: datetime
) -> None:
    refusal = why_not_begin(Window(opens_at, closes_at, attempts), used=used, now=now)
    is_open = (opens_at is None or opens_at <= now) and (closes_at is None or now < closes_at)
    is_left = attempts is None or used < attempts
    assert (refusal is None) == (is_open and is_left)
    if refusal is Refusal.NO_ATTEMPT_LEFT:
        assert is_open  # nobody is told of attempts before she could use one
    if refusal is Refusal.NOT_YET_OPEN:
        assert opens_at is not None
        assert why_not_begin(Window(None, None, None), used=used, now=opens_at) is None


@given(st.none() | st.integers(1, 7200), st.none() | MINUTES, MINUTES)
def test_an_attempt_ends_after_its_time_or_with_the_quiz_whichever_comes_first(
    seconds: int | None, closes_at: datetime | None, begun: datetime
) -> None:
    end = deadline_of(AttemptRules(seconds=seconds), Window(None, closes_at, None), begun)
    ends = [one for one in (begun + timedelta(seconds=seconds) if seconds else None, closes_at) if one]
    assert end == (min(ends) if ends else None)
    if end and seconds:
        assert end - begun <= timedelta(seconds=seconds)


ALLOWANCES = st.builds(Allowance, st.integers(0, 60), st.integers(0, 3), st.none() | MINUTES)


@given(st.lists(ALLOWANCES, max_size=5), ALLOWANCES)
def test_an_allowance_never_takes_from_another(granted: list[Allowance], more: Allowance) -> None:
    before, after = widest(granted), widest([*granted, more])
    assert after.extra_minutes == max(before.extra_minutes, more.extra_minutes)
    assert after.extra_attempts == max(before.extra_attempts, more.extra_attempts)
    ends = [one for one in (before.closes_at, more.closes_at) if one]
    assert after.closes_at == (max(ends) if ends else None)
    assert widest([more, *reversed(granted)]) == after


# --- Which attempt counts ----------------------------------------------------------------------


MARKS = st.lists(
    st.builds(Mark, st.integers(0, 800).map(lambda eighths: eighths / 8), st.booleans()), max_size=8
)


@given(MARKS)
def test_the_mark_that_counts_is_the_best_the_last_the_first_or_the_average(marks: list[Mark]) -> None:
    counts = {counting: mark_that_counts(marks, counting, 70) for counting in Counting}
    if not marks:
        assert set(counts.values()) == {None}
        return
    best, average = counts[Counting.BEST], counts[Counting.AVERAGE]
    assert best is not None
    assert average is not None
    percents = [mark.percent for mark in marks]
    assert (counts[Counting.FIRST], counts[Counting.LAST]) == (marks[0], marks[-1])
    assert (best.percent, best.is_passed) == (sorted(percents)[-1], any(mark.is_passed for mark in marks))
    assert average.percent == pytest.approx(sum(percents) / len(percents))
    assert average.is_passed == reaches(average.percent, 70)


@given(MARKS, st.builds(Mark, st.floats(0, 100), st.booleans()))
def test_another_attempt_never_lowers_the_best_nor_touches_the_first(marks: list[Mark], more: Mark) -> None:
    before, after = (mark_that_counts(of, Counting.BEST, 70) for of in (marks, [*marks, more]))
    assert after is not None
    if before:
        assert (after.percent, after.is_passed) >= (before.percent, before.is_passed)
    first = mark_that_counts(marks, Counting.FIRST, 70)
    assert mark_that_counts([*marks, more], Counting.FIRST, 70) == (first or more)
