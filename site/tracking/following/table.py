"""The table of a unit: its headings, which sort, its rows, and the headlines above it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.urls import reverse
from django.utils.translation import gettext as _

from tracking.counting.queries import Figures, State
from tracking.following.cells import Cell, Cells
from tracking.following.columns import COLUMNS, Row
from tracking.following.forms import STATES, Asked
from tracking.following.queries import Unit
from tracking.following.rules import Trend, sorted_by
from tracking.following.words import count, people_address, percent, unit_address

SORT = "sap"
BY_NAME = "ten"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that sorts: where it leads, and how the table is sorted by it now (`aria-sort`)."""

    key: str
    label: str
    address: str
    sort: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown."""

    name: str
    address: str
    is_own: bool
    is_closed: bool
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a unit: its headings, its rows, and all of them together."""

    headings: list[Heading]
    lines: list[Line]
    total: Line
    figures: Figures
    trend: Trend


def table_of(
    unit: Unit, asked: Asked, figures: Mapping[str, Figures], trends: Mapping[str, Trend], sort: str
) -> Table:
    rows, cells = rows_of(unit, figures, trends), Cells(asked)
    total = Row(
        str(unit.place),
        unit.organisation,
        total_of(rows),
        reduce(add, (row.trend for row in rows), Trend()),
    )
    return Table(
        headings=list(_headings(unit, asked, sort)),
        lines=[line_of(row, cells) for row in _sorted(rows, sort)],
        total=line_of(total, cells),
        figures=total.figures,
        trend=total.trend,
    )


def rows_of(unit: Unit, figures: Mapping[str, Figures], trends: Mapping[str, Trend]) -> list[Row]:
    """The unit's own posts first, then what stands beneath it by name; the closed only where they count."""
    own = Row(
        _("Posts of %(unit)s itself") % {"unit": unit.place},
        unit.organisation,
        figures.get(unit.path, Figures()),
        trends.get(unit.path, Trend()),
        is_own=True,
    )
    beneath = [
        Row(
            str(child),
            child.organisation,
            figures.get(child.path, Figures()),
            trends.get(child.path, Trend()),
            is_closed=not child.is_open,
        )
        for child in unit.children
    ]
    shown = [row for row in beneath if row.figures.owed or not row.is_closed]
    return [own, *shown] if own.figures.owed or not unit.children else shown


def total_of(rows: Iterable[Row]) -> Figures:
    return reduce(add, (row.figures for row in rows), Figures())


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    key, down = sort.removeprefix("-"), sort.startswith("-")
    if key == BY_NAME and down:
        return rows[::-1]
    column = next((one for one in COLUMNS if one.key == key), None)
    return sorted_by(rows, column.value, down=down) if column else rows


def _headings(unit: Unit, asked: Asked, sort: str) -> Iterator[Heading]:
    """A tap on a figure sorts the largest first, another turns it round; names begin with the first."""
    path = reverse("tracking:unit", args=[unit.organisation.public_id])
    named = [(BY_NAME, _("Unit")), *((column.key, str(column.heading)) for column in COLUMNS)]
    for key, label in named:
        first, other = (key, f"-{key}") if key == BY_NAME else (f"-{key}", key)
        current = sort if sort.removeprefix("-") == key else ""
        order = ("descending" if current.startswith("-") else "ascending") if current else ""
        wish = other if current == first else first
        yield Heading(key, label, f"{path}{asked.query(**{SORT: wish})}#bang", order)


def line_of(row: Row, cells: Cells) -> Line:
    address = "" if row.is_own else unit_address(row.organisation, cells.asked)
    return Line(row.name, address, row.is_own, row.is_closed, cells.of(row))


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure in large letters above the table."""

    label: str
    text: str
    address: str = ""
    is_alert: bool = False


def headlines(unit: Unit, asked: Asked, figures: Figures) -> list[Headline]:
    def of(state: State, label: str, *, is_alert: bool = False) -> Headline:
        number = figures.count(state)
        address = people_address(unit.organisation, asked, state) if number else ""
        return Headline(label, count(number), address, is_alert=is_alert and number > 0)

    return [
        of(State.OWED, _("Must learn")),
        of(State.FINISHED, _("Have finished")),
        Headline(_("Share finished"), percent(figures.share_finished)),
        Headline(_("On time"), percent(figures.share_on_time)),
        of(State.UNDER_WAY, str(STATES[State.UNDER_WAY])),
        of(State.LATE, str(STATES[State.LATE]), is_alert=True),
    ]
