"""Whether those who do well in the rest of a test do well in an item too."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import atanh, fsum, sqrt, tanh
from operator import mul

from quizzes.analysis.figures.measures import ENOUGH, Measure, Why, Z, too_few, unknown

LOWER, MIDDLE, UPPER = -1, 0, 1
_NOTHING = 1e-9


def discrimination(
    fractions: Sequence[float], rests: Sequence[float | None], groups: Sequence[int]
) -> Measure:
    """The discrimination index: the correlation of an item with the rest of its test.

    For items that are right or wrong this is the point-biserial correlation (F. M. Lord and M. R. Novick,
    "Statistical Theories of Mental Test Scores", 1968, ch. 15), corrected by leaving the item out of the
    score it is compared with (J. P. Guilford, "The correlation of an item with a composite of the remaining
    items in a test", Educational and Psychological Measurement 13, 1953, pp. 87-93). Moodle's
    "discrimination index" is the same correlation.

    The rest is a part of its own points, so that attempts that met other questions can stand side by side.
    Answers of several quizzes (`groups`) are compared within each: the pooled within-group correlation, in
    which a harder quiz is no sign of weaker people. The interval is R. A. Fisher's ("On the 'probable error'
    of a coefficient of correlation deduced from a small sample", Metron 1, 1921, pp. 3-32), with a degree of
    freedom less for every further group.
    """
    places = [place for place, rest in enumerate(rests) if rest is not None]
    if fractions and not places:
        return unknown(Why.ONE_QUESTION)
    if len(places) < ENOUGH:
        return too_few(len(places), ENOUGH)
    own_groups = [groups[place] for place in places]
    x = _centred([fractions[place] for place in places], own_groups)
    y = _centred([rests[place] or 0.0 for place in places], own_groups)
    xx, yy = fsum(map(mul, x, x)), fsum(map(mul, y, y))
    free = len(places) - len(set(own_groups)) - 2
    if xx < _NOTHING or yy < _NOTHING or free < 1:
        return unknown(Why.NO_SPREAD)
    r = max(-1.0, min(1.0, fsum(map(mul, x, y)) / sqrt(xx * yy)))
    return Measure(r, *_fisher(r, free))


def _fisher(r: float, free: int) -> tuple[float, float]:
    if abs(r) >= 1 - _NOTHING:
        return r, r
    return tanh(atanh(r) - Z / sqrt(free)), tanh(atanh(r) + Z / sqrt(free))


def _centred(values: Sequence[float], groups: Sequence[int]) -> list[float]:
    """Each value less the mean of its group."""
    if len(set(groups)) == 1:
        middle = fsum(values) / len(values)
        return [value - middle for value in values]
    kept: dict[int, list[float]] = {}
    for value, group in zip(values, groups, strict=True):
        kept.setdefault(group, []).append(value)
    means = {group: fsum(found) / len(found) for group, found in kept.items()}
    return [value - means[group] for value, group in zip(values, groups, strict=True)]


def thirds(rests: Sequence[float | None], groups: Sequence[int]) -> list[int]:
    """Who stands in the lower, middle and upper third of her group by the rest of the test.

    R. L. Ebel and D. A. Frisbie, "Essentials of Educational Measurement" (5th ed., 1991), compare an upper
    and a lower group; thirds, because our groups are small. People who did equally well stand together, where
    the middle of their ranks lies: nobody's third depends on the order of a list.
    """
    kept: dict[int, list[float]] = {}
    for rest, group in zip(rests, groups, strict=True):
        if rest is not None:
            kept.setdefault(group, []).append(rest)
    ordered = {group: sorted(found) for group, found in kept.items()}
    bands: dict[tuple[int, float], int] = {}
    for group, found in ordered.items():
        for rest in set(found):
            rank = (bisect_left(found, rest) + bisect_right(found, rest)) / (2 * len(found))
            bands[group, rest] = LOWER if rank <= 1 / 3 else UPPER if rank >= 2 / 3 else MIDDLE
    return [MIDDLE if rest is None else bands[group, rest] for rest, group in zip(rests, groups, strict=True)]
