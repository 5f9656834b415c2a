"""What is said of a question, from its figures: what to look at, and how urgently."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from quizzes.analysis.figures.choices import Row, Table
from quizzes.analysis.figures.items import ItemFigures
from quizzes.analysis.figures.measures import ENOUGH

TOO_EASY = 0.95
TOO_HARD = 0.20
WEAK = 0.20
"""Of the discrimination index: below it an item says little (Ebel and Frisbie 1991, p. 232)."""
SELDOM = 0.05
"""A wrong option chosen by fewer does not work as one: T. M. Haladyna and S. M. Downing, "How many options
is enough for a multiple-choice test item?", Educational and Psychological Measurement 53 (1993),
pp. 999-1010."""
FREQUENT_FORM = 0.10
OFTEN_SKIPPED = 0.15


class Code(StrEnum):
    """What was noticed."""

    TOO_FEW = "too_few"
    CHECK_KEY = "check_key"  # those who do well elsewhere do worse here
    STRONG_CHOOSE_WRONG = "strong_choose_wrong"  # most of the upper third chose one and the same wrong option
    WRONG_BEATS_RIGHT = "wrong_beats_right"
    FREQUENT_FORM = "frequent_form"  # many wrote the same thing that does not count
    TOO_HARD = "too_hard"
    TOO_EASY = "too_easy"
    WEAK = "weak"
    SKIPPED = "skipped"
    NEVER_CHOSEN = "never_chosen"
    SELDOM_CHOSEN = "seldom_chosen"
    FINE = "fine"


class Urgency(IntEnum):
    """How it looks in lists: the highest of a question's findings counts."""

    FINE = 0
    TOO_EARLY = 1
    LOOK = 2
    CHECK = 3


URGENCY = {
    Code.FINE: Urgency.FINE,
    Code.TOO_FEW: Urgency.TOO_EARLY,
    Code.CHECK_KEY: Urgency.CHECK,
    Code.STRONG_CHOOSE_WRONG: Urgency.CHECK,
    Code.WRONG_BEATS_RIGHT: Urgency.CHECK,
}
"""Everything else is worth a look."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed: in which part (from 1; 0 for a question of one), at which option, at what share."""

    code: Code
    share: float | None = None
    part: int = 0
    option: str = ""
    count: int = 0

    @property
    def urgency(self) -> Urgency:
        return URGENCY.get(self.code, Urgency.LOOK)


def findings_of(figures: ItemFigures, tables: Sequence[Table] = ()) -> tuple[Finding, ...]:
    """Everything worth saying of a question, the most urgent first; never nothing."""
    if figures.asked < ENOUGH:
        return (Finding(Code.TOO_FEW, count=figures.asked),)
    found = [*_of_figures(figures), *(one for table in tables for one in _of_table(table))]
    found.sort(key=lambda finding: -finding.urgency)  # stable: what was said first stays first
    return tuple(found) or (Finding(Code.FINE),)


def _of_figures(figures: ItemFigures) -> Iterable[Finding]:
    earned, tells = figures.facility.value or 0.0, figures.discrimination.value
    answered = figures.answered.value or 0.0
    is_extreme = earned >= TOO_EASY or earned <= TOO_HARD
    if tells is not None and tells < 0:
        yield Finding(Code.CHECK_KEY, tells)
    if earned >= TOO_EASY:
        yield Finding(Code.TOO_EASY, earned)
    if earned <= TOO_HARD:
        yield Finding(Code.TOO_HARD, earned)
    if tells is not None and 0 <= tells < WEAK and not is_extreme:
        yield Finding(Code.WEAK, tells)
    if 1 - answered >= OFTEN_SKIPPED:
        yield Finding(Code.SKIPPED, 1 - answered)


def _of_table(table: Table) -> Iterable[Finding]:
    """Of one part; where several options may be ticked together, none is compared with another."""
    rows = [row for row in table.rows if row.option]
    wrong = [row for row in rows if row.option and not row.option.is_right]
    right = [row for row in rows if row.option and row.option.is_right]
    if not table.part.takes_several:
        yield from _rivals(table, right, wrong)
    if _has_options_of_its_own(table):
        yield from _idle(table, wrong)


def _rivals(table: Table, right: Sequence[Row], wrong: Sequence[Row]) -> Iterable[Finding]:
    if not wrong:
        return
    best = max(wrong, key=lambda row: row.chosen)
    if not table.part.options:
        if (best.share.value or 0) >= FREQUENT_FORM:
            yield _at(table, best, Code.FREQUENT_FORM)
        return
    beats = best.chosen > sum(row.chosen for row in right)
    if beats:
        yield _at(table, best, Code.WRONG_BEATS_RIGHT)
    strong = max(wrong, key=lambda row: row.upper.value or 0)
    drawn, held = strong.upper.value, sum(row.upper.value or 0 for row in right)
    if drawn is not None and drawn > held and not (beats and strong is best):
        yield _at(table, strong, Code.STRONG_CHOOSE_WRONG, drawn)


def _idle(table: Table, wrong: Sequence[Row]) -> Iterable[Finding]:
    for row in wrong:
        if row.chosen == 0:
            yield _at(table, row, Code.NEVER_CHOSEN)
        elif (row.share.value or 0) < SELDOM:
            yield _at(table, row, Code.SELDOM_CHOSEN)


def _has_options_of_its_own(table: Table) -> bool:
    """Written for this part alone: answers to match and words of a bank need not draw in each of several."""
    return table.part.number == 0 and any(option.letter for option in table.part.options)


def _at(table: Table, row: Row, code: Code, share: float | None = None) -> Finding:
    option = row.option
    named = "" if option is None else option.letter or option.text or option.key
    return Finding(code, row.share.value if share is None else share, table.part.number, named, row.chosen)


def urgency_of(findings: Iterable[Finding]) -> Urgency:
    return max((finding.urgency for finding in findings), default=Urgency.TOO_EARLY)
