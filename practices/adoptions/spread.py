"""Where a practice is applied: the tiles of the map, and the list of cells, told without giving them away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from organisations.tree.models import CellType, Organisation
from organisations.tree.queries import within
from organisations.tree.rules import STEP, numbers_on
from practices.adoptions import rules
from practices.adoptions.models import Adoption
from practices.adoptions.queries import adoptions_of
from practices.exemplars.models import Practice

PAGE = 50


@dataclass(frozen=True, slots=True)
class Tile:
    """A committee: how many of its cells have tried it, of how many. Not told where that would name one."""

    organisation: Organisation
    applied: int
    cells: int

    @property
    def is_told(self) -> bool:
        return rules.may_tell(self.cells)

    @property
    def shade(self) -> int:
        return rules.shade_of(self.applied, self.cells) if self.is_told else 0

    @property
    def percent(self) -> int:
        return round(100 * self.applied / self.cells) if self.cells else 0


@dataclass(frozen=True, slots=True)
class Line:
    """A cell in the list; `cell` only where it agreed to be named, or is the reader's own."""

    adoption: Adoption
    cell: Organisation | None
    cell_type: CellType | None


def top_of_the_map() -> Organisation | None:
    """Where the map begins: the one organisation at the top, if there is one."""
    tops = list(Organisation.objects.filter(parent__isnull=True, is_open=True)[:2])
    return tops[0] if len(tops) == 1 else None


def way_down_to(organisation: Organisation) -> list[Organisation]:
    """The organisations above one, from the top down, and itself; one query."""
    numbers = numbers_on(organisation.path)
    found = Organisation.objects.in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def tiles_of(practice: Practice, under: Organisation | None) -> list[Tile]:
    """The committees directly under one; three queries, however wide the tree."""
    committees = list(
        Organisation.objects.filter(parent=under, is_open=True, kind__is_cell=False).order_by(
            "name_key", "pk"
        )
    )
    length = (len(under.path) if under else 0) + STEP
    cells = Organisation.objects.filter(is_open=True, kind__is_cell=True)
    tried = adoptions_of(practice).filter(state__in=rules.APPLIED)
    if under:
        cells = cells.filter(within([under.path]))
        tried = tried.filter(within([under.path], prefix="organisation__"))
    totals = _by_committee(cells.annotate(at=Substr("path", 1, length)), "pk")
    applied = _by_committee(tried.annotate(at=Substr("organisation__path", 1, length)), "organisation")
    return [
        Tile(one, min(applied.get(one.path, 0), totals.get(one.path, 0)), totals.get(one.path, 0))
        for one in committees
        if totals.get(one.path)
    ]


def _by_committee(rows: QuerySet[Any], counted: str) -> dict[str, int]:
    counts = rows.order_by().values("at").annotate(count=Count(counted, distinct=True))
    return {row["at"]: row["count"] for row in counts}


def adopters_of(
    practice: Practice, *, cell_type: CellType | None, state: str | None, under: Organisation | None
) -> QuerySet[Adoption]:
    """The cells that have said something of a practice, the latest first."""
    found = adoptions_of(practice).select_related("organisation", "organisation__parent", "cell_type")
    if cell_type:
        found = found.filter(cell_type=cell_type)
    if state:
        found = found.filter(state=state)
    if under:
        found = found.filter(within([under.path], prefix="organisation__"))
    return found.order_by("-since", "-pk")


def lines_of(adoptions: Sequence[Adoption], own: set[int]) -> list[Line]:
    """As they may be told to somebody who goes on with `own`."""
    return [
        Line(one, one.organisation if one.may_be_named or one.pk in own else None, one.cell_type)
        for one in adoptions
    ]
