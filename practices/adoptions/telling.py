"""What a cell said, as it is told: the latest first, its figures as a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from practices.adoptions.models import AdoptionReport
from practices.adoptions.rules import figures_in


@dataclass(frozen=True, slots=True)
class Told:
    """A report, and its figures: what, before, after."""

    report: AdoptionReport
    figures: list[tuple[str, str, str]]


def told_of(reports: Iterable[AdoptionReport]) -> list[Told]:
    return [Told(one, figures_in(one.figures)) for one in reversed(list(reports))]
