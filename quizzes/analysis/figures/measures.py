"""A figure with its interval, or the reason why there is none: nothing is computed from too little."""

from dataclasses import dataclass
from enum import StrEnum

FEWEST = 5
"""Below this nothing at all is told, so that no figure is about somebody."""
ENOUGH = 30
"""Below this a correlation or a coefficient says more about chance than about the questions."""
Z = 1.959963984540054
"""The normal deviate of a two-sided interval of 95 per cent."""


class Why(StrEnum):
    """Why there is no figure."""

    TOO_FEW = "too_few"
    NO_SPREAD = "no_spread"  # everybody earned the same: nothing varies together with anything
    ONE_QUESTION = "one_question"  # no other question to compare with
    DIFFERENT_PAPERS = "different_papers"  # papers differ in length and share fewer than two questions
    NOT_TIMED = "not_timed"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure and, where it is known, its interval of 95 per cent; or why there is none.

    For `TOO_FEW`, `have` is how many there are and `need` how many it takes.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: Why | None = None
    have: int = 0
    need: int = 0


def unknown(why: Why) -> Measure:
    return Measure(why=why)


def too_few(have: int, need: int) -> Measure:
    return Measure(why=Why.TOO_FEW, have=have, need=need)
