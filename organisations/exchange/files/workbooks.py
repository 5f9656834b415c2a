"""Reads a workbook row by row, without holding it in memory."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from organisations.exchange.files.archives import SheetFacts, open_archive, unpack_once
from organisations.exchange.files.refusals import MAX_COLUMNS, MAX_ROWS, UnreadableFile

# What a sheet of ours does not need (drop-down lists of a newer kind, pictures) is left out with a warning.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell is computed: what it shows is known to Excel alone."""

    text: str


@dataclass(frozen=True, slots=True)
class BrokenCell:
    """A cell shows an error of Excel's, such as #N/A."""

    text: str


Value = str | int | float | bool | datetime | date | time | timedelta | Formula | BrokenCell | None
Row = tuple[Value, ...]


class Workbook:
    """A workbook whose parts have been checked."""

    def __init__(self, file: IO[bytes]) -> None:
        facts = unpack_once(open_archive(file))
        self.sheets = [
            Sheet(sheet, facts.get(sheet._worksheet_path, SheetFacts(())))
            for sheet in self._opened(file).worksheets
            if sheet.sheet_state == "visible"
        ]

    def _opened(self, file: IO[bytes]) -> Any:
        file.seek(0)
        try:
            return load_workbook(file, read_only=True, keep_links=False)
        except Exception as error:
            # A library meets a foreign file: whatever it raises says the same.
            raise UnreadableFile("damaged") from error


class Sheet:
    """One sheet of a workbook."""

    def __init__(self, sheet: Any, facts: SheetFacts) -> None:
        self.title: str = sheet.title
        self.merged = facts.merged
        self._sheet = sheet
        sheet.reset_dimensions()  # what a file says about its own size is often wrong

    def rows(self) -> Iterator[Row]:
        try:
            for cells in self._sheet.iter_rows():
                yield tuple(_value(cell) for cell in cells[:MAX_COLUMNS])
        except Exception as error:
            raise UnreadableFile("damaged") from error


def _value(cell: Any) -> Value:
    if cell.value is None:
        return None
    if cell.data_type == "f":
        return Formula(str(cell.value))
    if cell.data_type == "e":
        return BrokenCell(str(cell.value))
    value: Value = cell.value
    return value


MOST_MERGED = 200
"""Ranges looked at: the first of them refuse the list, and millions would keep a server busy."""


def merged_rows(ranges: tuple[str, ...]) -> dict[int, str]:
    """The rows that merged cells lie in, each with the range."""
    found: dict[int, str] = {}
    for one in ranges[:MOST_MERGED]:
        _, first, _, last = range_boundaries(one)
        if first is not None and last is not None:
            found.update(dict.fromkeys(range(first, min(last, first + MAX_ROWS) + 1), one))
    return found
