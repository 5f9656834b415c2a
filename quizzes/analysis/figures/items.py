"""One question, as everybody answered it."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import fsum
from typing import Self

from quizzes.analysis.figures.choices import Answer, Table, tables_of
from quizzes.analysis.figures.correlation import LOWER, UPPER, discrimination, thirds
from quizzes.analysis.figures.measures import ENOUGH, Measure, Why, too_few, unknown
from quizzes.analysis.figures.shares import facility, share
from quizzes.analysis.figures.spread import Quartiles, quartiles
from quizzes.grading.questions import AnyQuestion

NOTHING_WRITTEN = (None, "", "null")


Answered = tuple[float, float | None, int, int, str | None]
"""One answer, in the order of the columns below."""


@dataclass(slots=True)
class Answers:
    """What a question earned and how it was answered: one place in each list for each attempt that met it.

    A response is the JSON it is stored as, so that equal answers are read once; `groups` tell which quiz.
    """

    fractions: list[float] = field(default_factory=list)
    rests: list[float | None] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    seconds: list[int] = field(default_factory=list)
    responses: list[str | None] = field(default_factory=list)

    def add(
        self, fraction: float, rest: float | None, group: int, seconds: int, response: str | None
    ) -> None:
        self.fractions.append(fraction)
        self.rests.append(rest)
        self.groups.append(group)
        self.seconds.append(seconds)
        self.responses.append(response)

    @classmethod
    def of(cls, answered: Iterable[Answered]) -> Self:
        columns = [list(column) for column in zip(*answered, strict=True)]
        return cls(*columns)

    def __len__(self) -> int:
        return len(self.fractions)


def together(several: Iterable[Answers]) -> Answers:
    """Answers to several versions, as if to one."""
    whole = Answers()
    for one in several:
        whole.fractions += one.fractions
        whole.rests += one.rests
        whole.groups += one.groups
        whole.seconds += one.seconds
        whole.responses += one.responses
    return whole


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """A question's figures. `answered` is the share of those asked who answered at all; `facility` counts the
    others as having earned nothing, `facility_answered` leaves them out."""

    asked: int
    facility: Measure
    answered: Measure
    facility_answered: Measure
    discrimination: Measure
    difference: Measure
    seconds: Quartiles


def item_figures(answers: Answers, bands: list[int] | None = None) -> ItemFigures:
    """`bands` are `bands_of(answers)`, where they are known already."""
    written = [response not in NOTHING_WRITTEN for response in answers.responses]
    timed = [float(s) for s, is_there in zip(answers.seconds, written, strict=True) if s > 0 and is_there]
    earned = [f for f, is_there in zip(answers.fractions, written, strict=True) if is_there]
    return ItemFigures(
        asked=len(answers),
        facility=facility(answers.fractions),
        answered=share(sum(written), len(answers)),
        facility_answered=facility(earned),
        discrimination=discrimination(answers.fractions, answers.rests, answers.groups),
        difference=_difference(answers.fractions, bands or bands_of(answers)),
        seconds=quartiles(timed),
    )


def _difference(fractions: list[float], bands: list[int]) -> Measure:
    """The upper-lower index: mean of the upper third less mean of the lower one.

    R. L. Ebel and D. A. Frisbie, "Essentials of Educational Measurement" (5th ed., 1991), who set D at 0.40
    for very good items, 0.30 for good ones, 0.20 for the border of what has to be mended (p. 232).
    """
    if len(fractions) < ENOUGH:
        return too_few(len(fractions), ENOUGH)
    upper = [f for f, band in zip(fractions, bands, strict=True) if band == UPPER]
    lower = [f for f, band in zip(fractions, bands, strict=True) if band == LOWER]
    if not upper or not lower:
        return unknown(Why.NO_SPREAD)
    return Measure(fsum(upper) / len(upper) - fsum(lower) / len(lower))


def bands_of(answers: Answers) -> list[int]:
    """In which third of her quiz, by the rest of the test, each stands who answered."""
    return thirds(answers.rests, answers.groups)


def choice_tables(
    question: AnyQuestion, answers: Answers, bands: list[int] | None = None
) -> tuple[Table, ...]:
    """The distractor tables of a question's parts."""
    counted = Counter(zip(answers.responses, bands or bands_of(answers), strict=True))
    return tables_of(question, (_answer(raw, band, count) for (raw, band), count in counted.items()))


def _answer(raw: str | None, band: int, count: int) -> Answer:
    return None if raw in NOTHING_WRITTEN else json.loads(raw or "null"), band, count
