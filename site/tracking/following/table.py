"""The table of a unit: every column with its rule, every figure with the list that it opens."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisations.tree.models import Organisation
from tracking.counting.queries import Figures, State
from tracking.following.forms import STATES, Asked
from tracking.following.queries import Unit
from tracking.following.rules import Trend, sorted_by
from tracking.following.words import count, mark, people_address, percent, unit_address

SORT = "sap"
BY_NAME = "ten"


@dataclass(frozen=True, slots=True)
class Row:
    """A unit of the table, or the unit's own posts."""

    name: str
    organisation: Organisation
    figures: Figures
    trend: Trend
    is_own: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its value to sort by, its rule in words, the state whose list it opens."""

    key: str
    heading: Promise
    rule: Promise
    value: Callable[[Row], float | None]
    state: State | None = None


COLUMNS = (
    Column(
        "phai-hoc",
        gettext_lazy("Must learn"),
        gettext_lazy(
            "Who holds a post that the course is assigned to and is not exempt. Whoever has to learn two"
            " courses is counted in each of them."
        ),
        lambda row: row.figures.owed,
        State.OWED,
    ),
    Column(
        "chua-hoc",
        STATES[State.NOT_STARTED],
        gettext_lazy("Who has to learn and has not opened the course."),
        lambda row: row.figures.not_started,
        State.NOT_STARTED,
    ),
    Column(
        "dang-hoc",
        STATES[State.UNDER_WAY],
        gettext_lazy("Who has begun and has not finished."),
        lambda row: row.figures.under_way,
        State.UNDER_WAY,
    ),
    Column(
        "hoan-thanh",
        gettext_lazy("Finished (count)"),
        gettext_lazy(
            "Who has met all that the course asks for, here or elsewhere and recognised; late ones too."
        ),
        lambda row: row.figures.finished,
        State.FINISHED,
    ),
    Column(
        "ty-le",
        gettext_lazy("Share finished"),
        gettext_lazy("Finished, of those who have to learn."),
        lambda row: row.figures.share_finished,
    ),
    Column(
        "qua-han",
        STATES[State.LATE],
        gettext_lazy("Whose due date has passed and who has not finished."),
        lambda row: row.figures.late,
        State.LATE,
    ),
    Column(
        "dung-han",
        gettext_lazy("On time"),
        gettext_lazy(
            "Of those who have finished, who did so by the due date. Told apart from the share finished:"
            " a unit can be complete and late."
        ),
        lambda row: row.figures.share_on_time,
    ),
    Column(
        "chua-dat",
        STATES[State.NOT_PASSED],
        gettext_lazy("Who did the final test and has not passed it yet."),
        lambda row: row.figures.not_passed,
        State.NOT_PASSED,
    ),
    Column(
        "diem",
        gettext_lazy("Mean mark"),
        gettext_lazy("Of those who have finished and were marked, from 0 to 10."),
        lambda row: row.figures.mean_mark,
    ),
    Column(
        "giay",
        gettext_lazy("Certificates"),
        gettext_lazy("Who holds a certificate of completion of the course."),
        lambda row: row.figures.certified,
        State.CERTIFIED,
    ),
    Column(
        "xu-huong",
        gettext_lazy("Trend"),
        gettext_lazy(
            "How many finished in the last 30 days, and how many more or fewer than in the 30 before."
        ),
        lambda row: row.trend.lately,
        State.FINISHED,
    ),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a row: what it says, and the list that it opens. `share` draws a bar, `tone` a pill."""

    key: str
    label: str
    text: str
    address: str = ""
    share: int | None = None
    tone: str = ""
    note: str = ""
    icon: str = ""


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
    rows = rows_of(unit, figures, trends)
    total = Row(
        str(unit.place),
        unit.organisation,
        total_of(rows),
        reduce(add, (row.trend for row in rows), Trend()),
    )
    return Table(
        headings=list(_headings(unit, asked, sort)),
        lines=[line_of(row, asked) for row in _sorted(rows, sort)],
        total=line_of(total, asked),
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


def line_of(row: Row, asked: Asked) -> Line:
    address = "" if row.is_own else unit_address(row.organisation, asked)
    return Line(
        row.name, address, row.is_own, row.is_closed, [_cell(column, row, asked) for column in COLUMNS]
    )


def _cell(column: Column, row: Row, asked: Asked) -> Cell:
    label = str(column.heading)
    value = column.value(row)
    match column.key:
        case "ty-le":
            whole = None if value is None else round(100 * value)
            return Cell(column.key, label, percent(value), share=whole)
        case "dung-han":
            late = row.figures.finished_late
            address = _list(row, asked, State.FINISHED_LATE) if late else ""
            return Cell(column.key, label, percent(value), address, note=_late(late) if late else "")
        case "diem":
            return Cell(column.key, label, mark(value))
        case "xu-huong":
            return _trend(column, row, asked)
    number, state = int(value or 0), column.state or State.OWED
    if not number:
        return Cell(column.key, label, "0" if column.key == "phai-hoc" else "–")
    tone = "late" if state is State.LATE else ""
    return Cell(column.key, label, count(number), _list(row, asked, state), tone=tone)


def _late(number: int) -> str:
    return ngettext("%(count)s late", "%(count)s late", number) % {"count": count(number)}


def _trend(column: Column, row: Row, asked: Asked) -> Cell:
    lately, change = row.trend.lately, row.trend.change
    if not lately and not change:
        return Cell(column.key, str(column.heading), "–")
    signed = f"+{count(change)}" if change > 0 else f"−{count(-change)}" if change else "±0"
    icon = "up" if change > 0 else "down" if change < 0 else ""
    address = _list(row, asked, State.FINISHED, lately="1") if lately else ""
    return Cell(column.key, str(column.heading), count(lately), address, note=signed, icon=icon)


def _list(row: Row, asked: Asked, state: State, **more: object) -> str:
    if row.is_own:
        more["own"] = "1"
    return people_address(row.organisation, asked, state, **more)


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
