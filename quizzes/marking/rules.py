"""Pure decisions about marks that people give: what a rubric earns, when two markers agree, what a
corrected key changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quizzes.grading.marks import after_tries, fraction_of
from quizzes.grading.questions import AnyQuestion, Criterion, Essay
from quizzes.grading.responses import Response

POINTS_WITHOUT_RUBRIC = 10.0
"""An essay without a rubric is marked out of ten, as everything is here."""
WHOLE = "whole"
_ROUNDING = 1e-9


class Stage(StrEnum):
    """How far the marking of an essay is."""

    FIRST = "first"  # nobody has given a mark
    SECOND = "second"  # one has, and another is to, without knowing the first
    THIRD = "third"  # two have, and differ by more than they may
    RETURNED = "returned"
    REWRITE = "rewrite"  # returned without a mark, to be written again


def lines_of(question: AnyQuestion, title: str) -> tuple[Criterion, ...]:
    """What a marker gives points for; one line called `title` for an essay without a rubric."""
    criteria = question.criteria if isinstance(question, Essay) else ()
    return criteria or (Criterion(WHOLE, title, POINTS_WITHOUT_RUBRIC),)


def fraction_given(points: Mapping[str, float], lines: Sequence[Criterion]) -> float:
    """The fraction of all points that a marker gave, from 0 to 1."""
    most = sum(line.points for line in lines)
    given = sum(min(max(points.get(line.id, 0.0), 0.0), line.points) for line in lines)
    return given / most if most else 0.0


def differ_too_much(first: float, second: float, allowed_percent: int) -> bool:
    return abs(first - second) * 100 > allowed_percent + _ROUNDING


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where the marking stands after a mark has been given, and the mark where it is settled."""

    stage: Stage
    fraction: float | None = None


def verdict_on(given: Sequence[float], allowed_percent: int | None) -> Verdict:
    """What follows from the marks given, in their order; `allowed_percent` None where one marker is enough.

    Two that agree well enough make their mean; where they do not, the third decides alone.
    """
    if allowed_percent is None and given:
        return Verdict(Stage.RETURNED, given[-1])
    match given:
        case []:
            return Verdict(Stage.FIRST)
        case [_]:
            return Verdict(Stage.SECOND)
        case [first, second] if allowed_percent is not None:
            if differ_too_much(first, second, allowed_percent):
                return Verdict(Stage.THIRD)
            return Verdict(Stage.RETURNED, (first + second) / 2)
        case _:
            return Verdict(Stage.RETURNED, given[-1])


class Correction(StrEnum):
    """What is done about a question whose key was wrong, or that should not have been asked."""

    RAISE = "raise"  # by the corrected key, and nobody loses by it
    EXACT = "exact"  # by the corrected key, up or down
    FULL = "full"  # everybody earns all of it
    LEAVE_OUT = "leave_out"  # it counts for nobody


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer earned: a fraction of the points that its question was worth."""

    fraction: float | None
    points: float

    @property
    def earned(self) -> float:
        return (self.fraction or 0.0) * self.points


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answered, with the tries before it and what each of those costs."""

    response: Response
    tries: Sequence[Any] = ()
    penalty: float = 0.0


def mark_by(key: AnyQuestion, answered: Answered) -> float | None:
    """What an answer earns by a key; the first of several tries that is wholly right settles it."""
    before = [response for response, _ in answered.tries]
    if before and before[-1] == answered.response:
        before.pop()
    for wrong, response in enumerate(before):
        if fraction_of(key, response) == 1:
            return after_tries(1.0, wrong, answered.penalty)
    fraction = fraction_of(key, answered.response)
    return fraction if fraction is None else after_tries(fraction, len(before), answered.penalty)


def corrected(before: Mark, answered: Answered, correction: Correction, key: AnyQuestion) -> Mark:
    """The mark after a correction. What waits for a marker goes on waiting where the key decides."""
    match correction:
        case Correction.FULL:
            return Mark(1.0, before.points)
        case Correction.LEAVE_OUT:
            return Mark(before.fraction, 0.0)
        case _:
            now = mark_by(key, answered)
            if before.fraction is None or now is None:
                return before
            raised = correction is Correction.RAISE
            return Mark(max(before.fraction, now) if raised else now, before.points)


def is_same(one: Mark, other: Mark) -> bool:
    if one.fraction is None or other.fraction is None:
        return one == other
    return abs(one.fraction - other.fraction) < _ROUNDING and one.points == other.points


def percent_of(points: float, points_max: float) -> float:
    return 100 * points / points_max if points_max > _ROUNDING else 100.0
