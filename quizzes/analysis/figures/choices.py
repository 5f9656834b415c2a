"""The distractor table: who chose what, among all, among those who did best and who did worst.

R. L. Ebel and D. A. Frisbie, "Essentials of Educational Measurement" (5th ed., 1991), the chapter on item
analysis: a good wrong option draws some people, and more of the weak than of the strong.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from quizzes.analysis.figures.correlation import LOWER, UPPER
from quizzes.analysis.figures.measures import Measure
from quizzes.analysis.figures.options import Option, Part, chosen_in, parts_of
from quizzes.analysis.figures.shares import share
from quizzes.grading.questions import AnyQuestion

FEWEST_SAME = 3
"""A form typed by fewer is not shown: a free text may say who wrote it."""
MOST_FORMS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """An option and who chose it; `option` is None for no answer, and `is_rest` says all other forms."""

    option: Option | None
    chosen: int
    share: Measure
    upper: Measure
    lower: Measure
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A part's rows, of `asked` attempts that met it."""

    part: Part
    asked: int
    rows: tuple[Row, ...]


@dataclass(slots=True)
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    upper: Counter[str] = field(default_factory=Counter)
    lower: Counter[str] = field(default_factory=Counter)
    options: dict[str, Option] = field(default_factory=dict)

    def add(self, key: str, band: int, count: int) -> None:
        self.counts[key] += count
        if band == UPPER:
            self.upper[key] += count
        elif band == LOWER:
            self.lower[key] += count


NO_ANSWER, THE_REST, ASKED = "\0none", "\0rest", "\0asked"

Answer = tuple[Any, int, int]
"""A response, the third its people stand in, and how many they are."""


def tables_of(question: AnyQuestion, answers: Iterable[Answer]) -> tuple[Table, ...]:
    """A table for each part of a question; shares are of all who met it, answered or not."""
    parts = parts_of(question)
    tallies = {part.key: _Tally() for part in parts}
    for response, band, count in answers:
        answered: set[str] = set()
        for key, option in chosen_in(question, response):
            answered.add(key)
            if option is None:
                tallies[key].add(THE_REST, band, count)
            else:
                tallies[key].add(option.key, band, count)
                tallies[key].options.setdefault(option.key, option)
        for key, tally in tallies.items():
            tally.add(ASKED, band, count)
            if key not in answered:
                tally.add(NO_ANSWER, band, count)
    return tuple(_table(part, tallies[part.key]) for part in parts)


def _table(part: Part, tally: _Tally) -> Table:
    listed = part.options or _forms(tally)
    rows = [_row(tally, option.key, option) for option in listed]
    told = {option.key for option in listed} | {NO_ANSWER, ASKED, THE_REST}
    for key in set(tally.counts) - told:
        tally.counts[THE_REST] += tally.counts[key]
        tally.upper[THE_REST] += tally.upper[key]
        tally.lower[THE_REST] += tally.lower[key]
    if tally.counts[THE_REST]:
        rows.append(_row(tally, THE_REST, None, is_rest=True))
    rows.append(_row(tally, NO_ANSWER, None))
    return Table(part, tally.counts[ASKED], tuple(rows))


def _forms(tally: _Tally) -> list[Option]:
    """What was typed often enough, accepted forms first, then the most frequent."""
    forms = [one for key, one in tally.options.items() if one.is_right or tally.counts[key] >= FEWEST_SAME]
    forms.sort(key=lambda one: (not one.is_right, -tally.counts[one.key], one.key))
    return forms[:MOST_FORMS]


def _row(tally: _Tally, key: str, option: Option | None, *, is_rest: bool = False) -> Row:
    return Row(
        option,
        tally.counts[key],
        share(tally.counts[key], tally.counts[ASKED]),
        share(tally.upper[key], tally.upper[ASKED]),
        share(tally.lower[key], tally.lower[ASKED]),
        is_rest,
    )
