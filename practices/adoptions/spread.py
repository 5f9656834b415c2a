"""Where a practice is applied: the tiles of the map, and the list of cells, told without giving them away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr

from organisations.tree.models import CellType, Organisation
from organisations.tree.queries import within
from organisations.tree.rules import STEP
from practices.adoptions import rules
from practices.adoptions.models import Adoption, AdoptionReport
from practices.adoptions.queries import Leader, adoptions_of, posts_leading
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
    """A cell in the list; `cell` only where it agreed to be named, or is the reader's own.

    What came of it in its own words only where it agreed.
    """

    adoption: Adoption
    cell: Organisation | None
    cell_type: CellType | None
    happened: str


@dataclass(frozen=True, slots=True)
class Map:
    """The committees directly under one, or under the top; `cells` is how many there are of them in all."""

    tiles: list[Tile]
    cells: int


def map_of(practice: Practice, under: Organisation | None) -> Map:
    """Two queries, however wide the tree. Cells are those that stand today."""
    committees = Organisation.objects.filter(is_open=True, kind__is_cell=False)
    cells = Organisation.objects.filter(is_open=True, kind__is_cell=True)
    if under:
        committees, cells = committees.filter(parent=under), cells.filter(within([under.path]))
    else:
        committees = committees.filter(parent__isnull=False, parent__parent__isnull=True)
    counts = _by_committee(practice, cells, length=(len(under.path) if under else STEP) + STEP)
    shown = [one for one in committees.order_by("name_key", "pk") if one.path in counts]
    tiles = [Tile(one, *counts[one.path]) for one in shown]
    return Map(tiles, sum(cells for _applied, cells in counts.values()))


def _by_committee(
    practice: Practice, cells: QuerySet[Organisation], length: int
) -> dict[str, tuple[int, int]]:
    """By the path of a committee: how many of its cells have tried the practice, of how many."""
    tried = Q(adoptions__practice=practice, adoptions__state__in=rules.APPLIED)
    rows = cells.annotate(at=Substr("path", 1, length)).order_by().values_list("at")
    counted = rows.annotate(
        applied=Count("pk", filter=tried, distinct=True), cells=Count("pk", distinct=True)
    )
    return {at: (applied, cells) for at, applied, cells in counted}


def adopters_of(
    practice: Practice,
    *,
    cell_type: CellType | None,
    state: str | None,
    under: Organisation | None,
    reader: Leader,
    today: date,
) -> QuerySet[Adoption]:
    """The cells that have said something of a practice, the latest first; `is_own` tells the reader's."""
    led = posts_leading(reader, today).filter(organisation=OuterRef("organisation"))
    told = AdoptionReport.objects.filter(adoption=OuterRef("pk")).exclude(happened="")
    happened = Subquery(told.order_by("-on", "-at").values("happened")[:1])
    found = adoptions_of(practice).annotate(is_own=Exists(led), happened=happened)
    found = found.select_related("organisation__parent", "cell_type")
    if cell_type:
        found = found.filter(cell_type=cell_type)
    if state:
        found = found.filter(state=state)
    if under:
        found = found.filter(within([under.path], prefix="organisation__"))
    return found.order_by("-since", "-pk")


def lines_of(adoptions: Iterable[Any]) -> list[Line]:
    """As rows of `adopters_of` may be told to their reader."""
    return [
        Line(
            one,
            one.organisation if one.may_be_named or one.is_own else None,
            one.cell_type,
            one.happened if one.may_be_named else "",
        )
        for one in adoptions
    ]


TOLD = Q(may_be_named=True) | Q(is_own=True)
"""Of `adopters_of`: cells that agreed to be named, and the reader's own."""


def tally_of(adoptions: QuerySet[Any]) -> tuple[int, int]:
    """How many of `adopters_of` may be named, and how many others there are."""
    counts = adoptions.aggregate(told=Count("pk", filter=TOLD), others=Count("pk", filter=~TOLD))
    return counts["told"], counts["others"]


class Pages(Paginator[Any]):
    """Of a list that is not narrowed the practice itself knows how long it is."""

    def __init__(self, adoptions: QuerySet[Adoption], count: int | None) -> None:
        super().__init__(adoptions, PAGE)
        if count is not None:
            self.count = count


def count_of(practice: Practice) -> int:
    return sum(getattr(practice, f"{state}_count") for state in rules.STATES)
