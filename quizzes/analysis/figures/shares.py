"""Shares of people, with the interval that stays within 0 and 1 and is honest about few."""

from collections.abc import Sequence
from math import fsum, sqrt

from quizzes.analysis.figures.measures import FEWEST, Measure, Z, too_few


def share(count: float, of: int, *, need: int = FEWEST) -> Measure:
    """`count` of `of`, with Wilson's score interval.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927), pp. 209-212.
    """
    if of < need:
        return too_few(of, need)
    p = count / of
    spread = Z * sqrt(max(0.0, p * (1 - p)) / of + Z * Z / (4 * of * of))
    middle, scale = p + Z * Z / (2 * of), 1 + Z * Z / of
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return Measure(p, max(0.0, min(p, low)), min(1.0, max(p, high)))  # rounding never leaves p outside


def facility(fractions: Sequence[float]) -> Measure:
    """The facility index: the mean of what answers earned, as a part of what they could (1: everybody).

    F. M. Lord and M. R. Novick, "Statistical Theories of Mental Test Scores" (1968), ch. 15, for items that
    are right or wrong; for partial credit the mean score over the highest one, as Moodle's documentation
    ("Quiz statistics calculations", facility index) has it too. The interval is Wilson's. A fraction within
    0 and 1 varies at most as much as a yes or no with the same mean, so partial credit makes it too wide,
    never too narrow.
    """
    return share(fsum(fractions), len(fractions))
