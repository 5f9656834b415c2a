"""How marks and times are spread."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, fsum, sqrt

from quizzes.analysis.figures.measures import ENOUGH, FEWEST, Measure, Why, Z, too_few, unknown

_NOTHING = 1e-12


def mean(values: Sequence[float]) -> Measure:
    """The mean; from `ENOUGH` values on with the interval by its standard error (normal approximation)."""
    if len(values) < FEWEST:
        return too_few(len(values), FEWEST)
    middle = fsum(values) / len(values)
    if len(values) < ENOUGH:
        return Measure(middle)
    reach = Z * sqrt(variance(values) / len(values))
    return Measure(middle, middle - reach, middle + reach)


def variance(values: Sequence[float]) -> float:
    """The unbiased variance of a sample (over n - 1); 0 for fewer than two."""
    if len(values) < 2:
        return 0.0
    middle = fsum(values) / len(values)
    return fsum((value - middle) ** 2 for value in values) / (len(values) - 1)


def deviation(values: Sequence[float]) -> Measure:
    """The standard deviation of a sample (over n - 1)."""
    if len(values) < FEWEST:
        return too_few(len(values), FEWEST)
    return Measure(sqrt(variance(values)))


def skew(values: Sequence[float]) -> Measure:
    """The adjusted Fisher-Pearson skewness G1; below 0 where a tail of low marks drags.

    D. N. Joanes and C. A. Gill, "Comparing measures of sample skewness and kurtosis", The Statistician 47
    (1998), pp. 183-189.
    """
    n = len(values)
    if n < ENOUGH:
        return too_few(n, ENOUGH)
    middle = fsum(values) / n
    second = fsum((value - middle) ** 2 for value in values) / n
    if second < _NOTHING:
        return unknown(Why.NO_SPREAD)
    third = fsum((value - middle) ** 3 for value in values) / n
    return Measure(third / second**1.5 * sqrt(n * (n - 1)) / (n - 2))


@dataclass(frozen=True, slots=True)
class Quartiles:
    """A quarter lies below the first, half below the median, a quarter above the third."""

    first: Measure
    median: Measure
    third: Measure


def quartiles(values: Sequence[float]) -> Quartiles:
    """R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50
    (1996), pp. 361-365, definition 7: linear between the values that stand beside the place."""
    if len(values) < FEWEST:
        few = too_few(len(values), FEWEST) if values else unknown(Why.NOT_TIMED)
        return Quartiles(few, few, few)
    ordered = sorted(values)
    return Quartiles(*(Measure(_quantile(ordered, part)) for part in (0.25, 0.5, 0.75)))


def _quantile(ordered: Sequence[float], part: float) -> float:
    place = (len(ordered) - 1) * part
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


BINS = 10


def histogram(percents: Sequence[float]) -> tuple[int, ...]:
    """How many marks lie in each tenth of 0 to 100; a mark on a border counts upwards, 100 in the last."""
    if len(percents) < FEWEST:
        return ()
    counts = [0] * BINS
    for percent in percents:
        counts[min(BINS - 1, max(0, floor(percent * BINS / 100 + _NOTHING)))] += 1
    return tuple(counts)
