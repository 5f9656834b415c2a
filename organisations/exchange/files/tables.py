"""Opens an uploaded file as a list with known columns, row by row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import IO

from common.vietnamese import fold
from organisations.exchange.columns import LAYOUTS, Layout
from organisations.exchange.files.archives import kind_of_file
from organisations.exchange.files.headings import Headings, best_row
from organisations.exchange.files.refusals import MAX_ROWS, ROWS_TO_FIND_HEADINGS_IN, UnreadableFile
from organisations.exchange.files.texts import SEPARATORS, rows_of, text_of
from organisations.exchange.files.workbooks import Row, Value, Workbook, merged_rows

Rows = Callable[[], Iterator[Row]]

EXAMPLE = "vi du"
"""What the first cell of a template's example row begins with, folded."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of data: its number as Excel shows it, and its values by column."""

    number: int
    values: Mapping[str, Value]
    merged: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A list whose headings were found."""

    layout: Layout
    title: str
    places: Mapping[str, int]
    unknown: tuple[str, ...]
    heading_row: int
    merged: Mapping[int, str]
    _rows: Rows

    def __iter__(self) -> Iterator[TableRow]:
        """The rows that hold something; refuses at the limit without reading on."""
        count = 0
        for number, row in enumerate(self._rows(), start=1):
            if number <= self.heading_row or _is_passed_over(row):
                continue
            count += 1
            if count > MAX_ROWS:
                raise UnreadableFile("too_many_rows", limit=MAX_ROWS)
            values = {key: row[place] if place < len(row) else None for key, place in self.places.items()}
            yield TableRow(number, values, self.merged.get(number, ""))


def open_table(file: IO[bytes], layout: Layout) -> Table:
    """Find the list in `file`; refuses, in this order: what is no list, too long, of another kind."""
    table = _in_workbook(file, layout) if kind_of_file(file) == "workbook" else _in_text(file, layout)
    if not any(True for _ in islice(iter(table), 1)):
        raise UnreadableFile("no_rows", sheet=table.title)
    return table


def _in_workbook(file: IO[bytes], layout: Layout) -> Table:
    sheets = Workbook(file).sheets
    if not sheets:
        raise UnreadableFile("no_sheet")
    found = [best_row(islice(sheet.rows(), ROWS_TO_FIND_HEADINGS_IN), layout.known) for sheet in sheets]
    best = max(range(len(sheets)), key=lambda place: len(found[place][1].places))
    sheet, (number, headings) = sheets[best], found[best]
    _check(headings, layout, sheet.title, lambda other: _best_of_other(sheet.rows, other))
    merged = {row: cells for row, cells in merged_rows(sheet.merged).items() if row > number}
    return Table(layout, sheet.title, headings.places, headings.unknown, number, merged, sheet.rows)


def _in_text(file: IO[bytes], layout: Layout) -> Table:
    text = text_of(file)
    found = {
        separator: best_row(islice(rows_of(text, separator), ROWS_TO_FIND_HEADINGS_IN), layout.known)
        for separator in SEPARATORS
    }
    best = max(SEPARATORS, key=lambda separator: len(found[separator][1].places))
    number, headings = found[best]

    def rows() -> Iterator[Row]:
        return (tuple(row) for row in rows_of(text, best))

    _check(headings, layout, "", lambda other: _best_of_other(rows, other))
    if sum(1 for row in rows() if any(row)) > MAX_ROWS + number:
        raise UnreadableFile("too_many_rows", limit=MAX_ROWS)
    return Table(layout, "", headings.places, headings.unknown, number, {}, rows)


def _check(headings: Headings, layout: Layout, title: str, other: Callable[[Layout], int]) -> None:
    missing = [
        column.heading for column in layout.columns if column.required and column.key not in headings.places
    ]
    if missing:
        for layout_of_other in LAYOUTS.values():
            if layout_of_other is not layout and other(layout_of_other) > len(headings.places):
                raise UnreadableFile("other_list", expected=layout.title, found=layout_of_other.title)
        if len(headings.places) < 2:
            raise UnreadableFile("no_headings", columns=", ".join(missing), rows=ROWS_TO_FIND_HEADINGS_IN)
        raise UnreadableFile(
            "columns_missing",
            columns=", ".join(missing),
            unknown=", ".join(headings.unknown) or "–",
            sheet=title,
        )
    if headings.doubled:
        raise UnreadableFile("columns_doubled", columns=", ".join(headings.doubled))


def _best_of_other(rows: Rows, other: Layout) -> int:
    return len(best_row(islice(rows(), ROWS_TO_FIND_HEADINGS_IN), other.known)[1].places)


def _is_passed_over(row: Row) -> bool:
    """An empty row, or a template's example."""
    filled = [value for value in row if value is not None and str(value).strip()]
    if not filled:
        return True
    first = row[0]
    return isinstance(first, str) and fold(first).startswith(EXAMPLE)
