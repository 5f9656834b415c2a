"""The formulas, beside the same figures worked out naively from their definitions."""

import statistics
from collections.abc import Sequence
from fractions import Fraction
from math import comb, isclose, sqrt
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizzes.analysis.figures.correlation import LOWER, MIDDLE, UPPER, discrimination, thirds
from quizzes.analysis.figures.measures import ENOUGH, FEWEST, Why
from quizzes.analysis.figures.reliability import Coefficient, alpha, nested, reliability, standard_error
from quizzes.analysis.figures.shares import facility, share
from quizzes.analysis.figures.spread import deviation, histogram, mean, quartiles, skew

EIGHTHS = st.integers(0, 8).map(lambda n: n / 8)
"""Fractions that binary numbers hold exactly, so that the naive computation is exact too."""


def rows(least: int, most: int = 60, width: int = 4) -> st.SearchStrategy[list[list[float]]]:
    return st.lists(st.lists(EIGHTHS, min_size=width, max_size=width), min_size=least, max_size=most)


def exact_variance(values: Sequence[float]) -> Fraction:
    exact = [Fraction(value) for value in values]
    middle = sum(exact, Fraction()) / len(exact)
    return sum(((value - middle) ** 2 for value in exact), Fraction()) / (len(exact) - 1)


def exact_correlation(x: Sequence[float], y: Sequence[float]) -> float:
    mx, my = (sum(map(Fraction, values), Fraction()) / len(values) for values in (x, y))
    covariance = sum(
        ((Fraction(a) - mx) * (Fraction(b) - my) for a, b in zip(x, y, strict=True)), Fraction()
    ) / (len(x) - 1)
    return float(covariance) / sqrt(exact_variance(x) * exact_variance(y))


# --- Shares ------------------------------------------------------------------------------------


@given(st.integers(FEWEST, 400), st.data())
def test_a_share_lies_in_its_interval_and_the_interval_within_nothing_and_everything(
    of: int, data: st.DataObject
) -> None:
    count = data.draw(st.integers(0, of))
    found = share(count, of)
    assert found.value == count / of
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low < found.high


@given(st.integers(FEWEST, 200), st.data())
def test_wilsons_interval_holds_just_the_shares_that_would_not_surprise(of: int, data: st.DataObject) -> None:
    """Its ends are where the normal test of a supposed share turns over: the definition, not the formula."""
    p = share(data.draw(st.integers(1, of - 1)), of)
    for end in (p.low, p.high):
        assert end is not None
        assert p.value is not None
        assert isclose(abs(p.value - end) / sqrt(end * (1 - end) / of), 1.959963984540054, rel_tol=1e-6)


def test_wilsons_interval_covers_about_95_of_100() -> None:
    """Of every share that could be, by the binomial law itself, at 50 people."""
    for true in (0.05, 0.3, 0.5, 0.78, 0.97):
        covered = 0.0
        for count in range(51):
            found = share(count, 50)
            assert found.low is not None
            assert found.high is not None
            if found.low <= true <= found.high:
                covered += comb(50, count) * true**count * (1 - true) ** (50 - count)
        assert 0.92 <= covered <= 0.99


@given(st.lists(EIGHTHS, min_size=FEWEST, max_size=80))
def test_the_facility_is_the_mean_of_what_was_earned(fractions: list[float]) -> None:
    assert facility(fractions).value == pytest.approx(float(statistics.mean(map(Fraction, fractions))))


def test_nothing_is_told_of_four_people() -> None:
    for found in (share(3, 4), facility([1, 0, 1, 1]), mean([1, 2, 3, 4]), deviation([1, 2, 3, 4])):
        assert (found.value, found.why, found.have, found.need) == (None, Why.TOO_FEW, 4, FEWEST)
    assert histogram([1, 2, 3, 4]) == ()


# --- Spread ------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 800).map(lambda n: n / 8), min_size=ENOUGH, max_size=80))
def test_marks_are_spread_as_the_standard_library_says(values: list[float]) -> None:
    assert mean(values).value == pytest.approx(statistics.fmean(values))
    assert deviation(values).value == pytest.approx(statistics.stdev(values))
    found = quartiles(values)
    wanted = statistics.quantiles(values, n=4, method="inclusive")
    assert [found.first.value, found.median.value, found.third.value] == pytest.approx(wanted)
    assert sum(histogram(values)) == len(values)


@given(st.lists(st.integers(0, 20), min_size=ENOUGH, max_size=60))
def test_the_skew_is_the_third_moment_corrected_for_few(values: list[int]) -> None:
    n, exact = len(values), [Fraction(value) for value in values]
    middle = sum(exact, Fraction()) / n
    second = sum(((value - middle) ** 2 for value in exact), Fraction()) / n
    assume(second > 0)
    third = sum(((value - middle) ** 3 for value in exact), Fraction()) / n
    wanted = float(third) / float(second) ** 1.5 * sqrt(n * (n - 1)) / (n - 2)
    assert skew(values).value == pytest.approx(wanted, abs=1e-9)


def test_a_tail_of_low_marks_is_a_negative_skew() -> None:
    low_tail = [90.0] * 30 + [20.0, 30.0]
    left, right = skew(low_tail).value, skew([100 - mark for mark in low_tail]).value
    assert left is not None
    assert right is not None
    assert left < 0 < right
    assert left == pytest.approx(-right)


def test_marks_on_a_border_of_the_histogram_count_upwards() -> None:
    assert histogram([0, 10, 30, 70, 100]) == (1, 1, 0, 1, 0, 0, 0, 1, 0, 1)


# --- Discrimination ----------------------------------------------------------------------------


def rest_of(row: list[float], item: int) -> float:
    return (sum(row) - row[item]) / (len(row) - 1)


@given(rows(ENOUGH))
def test_discrimination_is_the_correlation_of_an_item_with_the_rest_of_the_test(
    people: list[list[float]],
) -> None:
    x, y = [row[0] for row in people], [rest_of(row, 0) for row in people]
    found = discrimination(x, list(y), [1] * len(x))
    if exact_variance(x) == 0 or exact_variance([sum(row[1:]) for row in people]) == 0:
        assert found.why is Why.NO_SPREAD
    else:
        assert found.value == pytest.approx(exact_correlation(x, y), abs=1e-9)
        assert found.low is not None
        assert found.high is not None
        assert found.value is not None
        assert -1 <= found.low <= found.value <= found.high <= 1


@given(rows(ENOUGH), st.randoms(use_true_random=False))
def test_discrimination_knows_neither_order_nor_scale(people: list[list[float]], random: Random) -> None:
    groups = [1] * len(people)
    x, y = [row[0] for row in people], [rest_of(row, 0) for row in people]
    found = discrimination(x, list(y), groups)
    places = random.sample(range(len(people)), len(people))
    shuffled = discrimination([x[p] for p in places], [y[p] for p in places], groups)
    scaled = discrimination(x, [0.25 * rest + 0.5 for rest in y], groups)
    for other in (shuffled, scaled):
        assert other.why == found.why
        assert other.value == (found.value if found.value is None else pytest.approx(found.value, abs=1e-9))


@given(rows(ENOUGH), st.integers(-6, 6))
def test_a_harder_quiz_is_no_sign_of_weaker_people(people: list[list[float]], harder: int) -> None:
    """The same answers in two quizzes, one of which everybody did worse in by as much, tell the same."""
    x, y = [row[0] for row in people], [rest_of(row, 0) for row in people]
    alone = discrimination(x, list(y), [1] * len(x))
    both = discrimination(x + x, [*y, *(rest + harder for rest in y)], [1] * len(x) + [2] * len(x))
    assert both.value == (alone.value if alone.value is None else pytest.approx(alone.value, abs=1e-6))


def test_discrimination_says_why_it_is_not_there() -> None:
    few = discrimination([1.0, 0.0] * 14, [0.5] * 28, [1] * 28)
    assert (few.why, few.have, few.need) == (Why.TOO_FEW, 28, ENOUGH)
    assert discrimination([1.0, 0.0] * 20, [None] * 40, [1] * 40).why is Why.ONE_QUESTION
    assert discrimination([1.0] * 40, [0.5, 0.7] * 20, [1] * 40).why is Why.NO_SPREAD


@given(st.lists(st.integers(0, 10).map(float), min_size=1, max_size=90), st.randoms(use_true_random=False))
def test_thirds_do_not_depend_on_the_order_and_equals_stand_together(
    rests: list[float], random: Random
) -> None:
    groups = [1] * len(rests)
    bands = thirds(list(rests), groups)
    by_rest = dict(zip(rests, bands, strict=True))
    assert bands == [by_rest[rest] for rest in rests]
    order = sorted(by_rest)
    assert [by_rest[rest] for rest in order] == sorted(by_rest[rest] for rest in order)
    places = random.sample(range(len(rests)), len(rests))
    assert thirds([rests[p] for p in places], groups) == [bands[p] for p in places]


def test_thirds_of_people_who_all_differ_are_thirds() -> None:
    bands = thirds([float(n) for n in range(30)], [1] * 30)
    assert (bands.count(LOWER), bands.count(MIDDLE), bands.count(UPPER)) == (10, 10, 10)
    assert set(thirds([0.5] * 30, [1] * 30)) == {MIDDLE}


# --- Reliability -------------------------------------------------------------------------------


@given(rows(ENOUGH), st.lists(st.sampled_from([0.5, 1, 2, 4]), min_size=4, max_size=4))
def test_alpha_is_what_cronbach_wrote(people: list[list[float]], worth: list[float]) -> None:
    """From the covariances: k/(k-1) times the share of the total's variance that lies between items."""
    columns = [[row[item] * worth[item] for row in people] for item in range(4)]
    totals = [sum(row) for row in zip(*columns, strict=True)]
    assume(exact_variance(totals) > 0)
    covariances = exact_variance(totals) - sum((exact_variance(column) for column in columns), Fraction())
    found = alpha(columns, len(people))
    assert found.value == pytest.approx(
        float(Fraction(4, 3) * covariances / exact_variance(totals)), abs=1e-9
    )
    assert found.value is not None
    assert found.value <= 1
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.high <= 1


@given(rows(ENOUGH), st.integers(1, 50), st.randoms(use_true_random=False))
def test_alpha_knows_neither_scale_nor_order(people: list[list[float]], scale: int, random: Random) -> None:
    columns = [list(column) for column in zip(*people, strict=True)]
    found = alpha(columns, len(people))
    scaled = alpha([[scale * value for value in column] for column in columns], len(people))
    mixed = [list(c) for c in zip(*random.sample(people, len(people)), strict=True)]
    shuffled = alpha(random.sample(mixed, 4), len(people))
    for other in (scaled, shuffled):
        assert other.value == (found.value if found.value is None else pytest.approx(found.value, abs=1e-9))


def test_a_test_that_asks_the_same_thing_twice_is_wholly_reliable() -> None:
    column = [float(n % 2) for n in range(40)]
    assert alpha([column, column, column], 40).value == pytest.approx(1)


@given(rows(ENOUGH, width=5))
def test_the_coefficient_of_drawn_questions_is_one_less_error_over_spread(people: list[list[float]]) -> None:
    """From the analysis of variance, naively: sums of squares within people and between them."""
    n, k = len(people), 5
    exact = [[Fraction(value) for value in row] for row in people]
    means = [sum(row, Fraction()) / k for row in exact]
    grand = sum(means, Fraction()) / n
    between = k * sum(((m - grand) ** 2 for m in means), Fraction()) / (n - 1)
    within = sum(((v - m) ** 2 for row, m in zip(exact, means, strict=True) for v in row), Fraction())
    assume(between > 0)
    wanted = float(1 - within / (n * (k - 1)) / between)
    assert nested(people).value == pytest.approx(wanted, abs=1e-9)


@given(rows(ENOUGH))
def test_the_coefficient_that_suits_is_chosen_by_what_was_asked(people: list[list[float]]) -> None:
    same = [{item: (value, 1.0) for item, value in enumerate(row)} for row in people]
    drawn = [{item + 10 * (n % 2): (v, 1.0) for item, v in enumerate(row)} for n, row in enumerate(people)]
    longer = [{**paper, 99: (1.0, 1.0)} if n % 2 else paper for n, paper in enumerate(same)]
    apart = [{n: (0.5, 1.0), **({-1 - n: (1.0, 1.0)} if n % 2 else {})} for n in range(len(people))]
    columns = [list(column) for column in zip(*people, strict=True)]
    assert reliability(same).measure == alpha(columns, len(people)) == reliability(longer).measure
    assert [reliability(papers).coefficient for papers in (same, drawn, longer, apart)] == [
        Coefficient.ALPHA,
        Coefficient.NESTED,
        Coefficient.SHARED,
        Coefficient.SHARED,
    ]
    assert reliability(longer).questions == 4
    assert reliability(apart).measure.why is Why.DIFFERENT_PAPERS


def test_reliability_says_why_it_is_not_there() -> None:
    assert reliability([]).measure.why is Why.TOO_FEW
    assert alpha([[1.0] * 40, [0.0] * 40], 40).why is Why.NO_SPREAD
    assert alpha([[1.0, 0.0] * 20], 40).why is Why.ONE_QUESTION
    assert nested([[1.0]] * 40).why is Why.ONE_QUESTION
    assert nested([[1.0, 0.0]] * 40).why is Why.NO_SPREAD


@given(rows(ENOUGH))
def test_the_error_of_a_mark_is_never_more_than_the_spread_of_marks(people: list[list[float]]) -> None:
    totals = [sum(row) for row in people]
    spread, coefficient = deviation(totals), alpha([list(c) for c in zip(*people, strict=True)], len(people))
    found = standard_error(coefficient, spread)
    if coefficient.value is None:
        assert found == coefficient
    else:
        assert found.value is not None
        assert spread.value is not None
        assert found.value**2 == pytest.approx(spread.value**2 * (1 - max(0.0, coefficient.value)), abs=1e-9)
        assert 0 <= found.value <= spread.value
