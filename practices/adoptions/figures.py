"""How many cells applied a practice, in one sentence, failures and their reasons included."""

from dataclasses import dataclass

from practices.adoptions.queries import reasons_for_stopping
from practices.exemplars.models import Practice


@dataclass(frozen=True, slots=True)
class Figures:
    """`began` counts every cell that has tried it: those that keep it and those that stopped, too."""

    began: int
    keeping: int
    stopped: int
    planned: int
    reasons: list[str]

    @property
    def reasons_in_words(self) -> str:
        return "; ".join(reason.rstrip(".;") for reason in self.reasons)


def figures_of(practice: Practice) -> Figures:
    """From the counts that the practice carries; one query, and only where some stopped."""
    keeping = practice.kept_count + practice.changed_count
    return Figures(
        began=practice.tried_count + keeping + practice.stopped_count,
        keeping=keeping,
        stopped=practice.stopped_count,
        planned=practice.planned_count,
        reasons=reasons_for_stopping(practice) if practice.stopped_count else [],
    )
