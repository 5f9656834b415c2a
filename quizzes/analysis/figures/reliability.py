"""How far a mark can be trusted: whether the same people would earn much the same of other questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, fsum, log, sqrt

from quizzes.analysis.figures.measures import ENOUGH, Measure, Why, Z, too_few, unknown
from quizzes.analysis.figures.spread import variance

_NOTHING = 1e-12


class Coefficient(StrEnum):
    """Which coefficient suits the papers that were asked."""

    ALPHA = "alpha"  # everybody got the same questions
    NESTED = "nested"  # drawn: everybody got questions of her own, the same number of them
    SHARED = "shared"  # papers of different length: alpha of the questions that everybody got


@dataclass(frozen=True, slots=True)
class Reliability:
    """A coefficient, over how many questions."""

    coefficient: Coefficient
    measure: Measure
    questions: int = 0


Paper = Mapping[int, tuple[float, float]]
"""An attempt by question: the fraction earned and the points it is worth."""


def reliability(papers: Sequence[Paper]) -> Reliability:
    """The coefficient that suits; of attempts that each met questions of their own, not Cronbach's alpha."""
    shared = set(papers[0]).intersection(*papers) if papers else set()
    if all(len(paper) == len(shared) for paper in papers):
        return Reliability(Coefficient.ALPHA, _alpha_of(papers, shared), len(shared))
    lengths = {len(paper) for paper in papers}
    if len(lengths) == 1:
        [length] = lengths
        return Reliability(Coefficient.NESTED, nested([_fractions(paper) for paper in papers]), length)
    if len(shared) < 2:
        return Reliability(Coefficient.SHARED, unknown(Why.DIFFERENT_PAPERS), len(shared))
    return Reliability(Coefficient.SHARED, _alpha_of(papers, shared), len(shared))


def _alpha_of(papers: Sequence[Paper], questions: set[int]) -> Measure:
    columns = [[p[one][0] * p[one][1] for p in papers] for one in sorted(questions)]
    return alpha(columns, len(papers))


def _fractions(paper: Paper) -> list[float]:
    return [fraction for fraction, _ in paper.values()]


def alpha(columns: Sequence[Sequence[float]], people: int) -> Measure:
    """Cronbach's alpha over columns of points, one a question: k/(k-1) · (1 - Σ s²(question) / s²(total)).

    L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951),
    pp. 297-334; F. M. Lord and M. R. Novick, "Statistical Theories of Mental Test Scores" (1968), ch. 4.
    The interval: D. G. Bonett and T. A. Wright, "Cronbach's alpha reliability: interval estimation,
    hypothesis testing, and sample size planning", Journal of Organizational Behavior 36 (2015), pp. 3-15.
    """
    k = len(columns)
    if people < ENOUGH:
        return too_few(people, ENOUGH)
    if k < 2:
        return unknown(Why.ONE_QUESTION)
    whole = variance([fsum(row) for row in zip(*columns, strict=True)])
    if whole < _NOTHING:
        return unknown(Why.NO_SPREAD)
    value = k / (k - 1) * (1 - fsum(variance(column) for column in columns) / whole)
    if 1 - value < _NOTHING:
        return Measure(1.0, 1.0, 1.0)
    middle = log(1 - value) - log(people / (people - 1))
    reach = Z * sqrt(2 * k / ((k - 1) * (people - 2)))
    return Measure(value, 1 - exp(middle + reach), 1 - exp(middle - reach))


def nested(papers: Sequence[Sequence[float]]) -> Measure:
    """The generalizability coefficient of questions drawn anew for each person: 1 - MS(within) / MS(between).

    From the one-way analysis of variance of fractions by person: L. J. Cronbach, G. C. Gleser, H. Nanda and
    N. Rajaratnam, "The Dependability of Behavioral Measurements" (1972), and R. L. Brennan, "Generalizability
    Theory" (2001), design i:p. What makes one person's questions harder than another's counts as error, as it
    is for her; where some questions are fixed it is therefore a lower bound. Every question counts the same.
    """
    people, k = len(papers), len(papers[0]) if papers else 0
    if people < ENOUGH:
        return too_few(people, ENOUGH)
    if k < 2:
        return unknown(Why.ONE_QUESTION)
    between = k * variance([fsum(paper) / k for paper in papers])
    if between < _NOTHING:
        return unknown(Why.NO_SPREAD)
    return Measure(1 - fsum(variance(paper) for paper in papers) / people / between)


def standard_error(coefficient: Measure, deviation: Measure) -> Measure:
    """The standard error of measurement, in the unit of `deviation`: s · √(1 - reliability).

    F. M. Lord and M. R. Novick, "Statistical Theories of Mental Test Scores" (1968), ch. 3. Below a
    reliability of 0 all of the spread is error.
    """
    if coefficient.value is None:
        return coefficient
    if deviation.value is None:
        return deviation
    return Measure(deviation.value * sqrt(1 - max(0.0, min(1.0, coefficient.value))))
