"""A quiz in figures: everything its page tells, as plain values that can be kept. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizzes.analysis.figures.items import (
    Answers,
    ItemFigures,
    bands_of,
    choice_tables,
    item_figures,
    together,
)
from quizzes.analysis.figures.measures import ENOUGH, Measure
from quizzes.analysis.figures.reliability import Paper, Reliability, reliability, standard_error
from quizzes.analysis.figures.shares import share
from quizzes.analysis.figures.spread import Quartiles, deviation, histogram, mean, quartiles, skew
from quizzes.analysis.rules import Finding, Urgency, findings_of, urgency_of
from quizzes.grading.questions import AnyQuestion


@dataclass(slots=True)
class Gathered:
    """What was read of a quiz's attempts; `answers` by question and version, one paper for each attempt."""

    percents: list[float] = field(default_factory=list)
    minutes: list[float] = field(default_factory=list)
    passed: int = 0
    on_paper: int = 0
    papers: list[Paper] = field(default_factory=list)
    answers: dict[int, dict[int, Answers]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a quiz. Its figures are those of its newest version, `version_id`, once enough people
    have met that; until then, of all its versions together (`is_mixed`)."""

    question_id: int
    version_id: int
    is_mixed: bool
    figures: ItemFigures
    findings: tuple[Finding, ...]

    @property
    def urgency(self) -> Urgency:
        return urgency_of(self.findings)


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """A quiz in figures; marks are per cent, times are minutes."""

    attempts: int
    on_paper: int
    mean: Measure
    median: Measure
    deviation: Measure
    skew: Measure
    passed: Measure
    reliability: Reliability
    error: Measure
    minutes: Quartiles
    histogram: tuple[int, ...]
    items: tuple[Item, ...]

    @property
    def is_too_early(self) -> bool:
        """Whether no question has been met often enough to judge it."""
        return all(item.urgency == Urgency.TOO_EARLY for item in self.items)

    @property
    def to_look_at(self) -> int:
        return sum(item.urgency >= Urgency.LOOK for item in self.items)


def summarise(gathered: Gathered, contents: Mapping[int, AnyQuestion]) -> QuizFigures:
    """`contents` by version."""
    percents = gathered.percents
    spread, coefficient = deviation(percents), reliability(gathered.papers)
    return QuizFigures(
        attempts=len(percents),
        on_paper=gathered.on_paper,
        mean=mean(percents),
        median=quartiles(percents).median,
        deviation=spread,
        skew=skew(percents),
        passed=share(gathered.passed, len(percents)),
        reliability=coefficient,
        error=standard_error(coefficient.measure, spread),
        minutes=quartiles(gathered.minutes),
        histogram=histogram(percents),
        items=tuple(_item(pk, found, contents) for pk, found in sorted(gathered.answers.items())),
    )


def _item(question_id: int, by_version: Mapping[int, Answers], contents: Mapping[int, AnyQuestion]) -> Item:
    version_id, answers, is_mixed = basis_of(by_version)
    bands = bands_of(answers)
    figures = item_figures(answers, bands)
    tables = choice_tables(contents[version_id], answers, bands) if figures.asked >= ENOUGH else ()
    return Item(question_id, version_id, is_mixed, figures, findings_of(figures, tables))


def basis_of(by_version: Mapping[int, Answers]) -> tuple[int, Answers, bool]:
    """The newest version (versions are numbered as they were made) and whose answers speak for it."""
    newest = max(by_version)
    if len(by_version) == 1 or len(by_version[newest]) >= ENOUGH:
        return newest, by_version[newest], False
    return newest, together(by_version[pk] for pk in sorted(by_version)), True


SORTS = ("facility", "discrimination", "answered", "seconds", "urgency")


def sorted_items(items: Sequence[Item], wish: str) -> list[Item]:
    """Items by a column, `-` before its name for downwards; what is not known comes last either way."""
    name, down = wish.removeprefix("-"), wish.startswith("-")
    if name not in SORTS:
        return list(items)
    known = [item for item in items if _sort_value(item, name) is not None]
    missing = [item for item in items if _sort_value(item, name) is None]
    return [*sorted(known, key=lambda item: _sort_value(item, name) or 0, reverse=down), *missing]


def _sort_value(item: Item, name: str) -> float | None:
    figures = item.figures
    values: dict[str, float | None] = {
        "facility": figures.facility.value,
        "discrimination": figures.discrimination.value,
        "answered": figures.answered.value,
        "seconds": figures.seconds.median.value,
        "urgency": item.urgency,
    }
    return values[name]
