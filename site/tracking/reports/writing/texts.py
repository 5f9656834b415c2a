"""A sheet as CSV, for machines: the columns and the rows, days as 2026-04-03, numbers with a point."""

from collections.abc import Iterator

from common.csv_text import csv_lines
from tracking.reports.writing.sheets import Column, Kind, Sheet, Value, Values


def csv_pieces(sheet: Sheet) -> Iterator[str]:
    """The text, line by line; shares are in per cent, as their headings say."""
    shares = [place for place, column in enumerate(sheet.columns) if column.kind is Kind.SHARE]
    headings = [_heading(column) for column in sheet.columns]
    return csv_lines(headings, (_row(row, shares) for row in sheet.rows))


def _heading(column: Column) -> str:
    if column.kind is Kind.SHARE and "%" not in column.title:
        return f"{column.title} (%)"
    return column.title


def _row(row: Values, shares: list[int]) -> list[str | float]:
    cells = [_cell(value) for value in row]
    for place in shares:
        share = cells[place]
        if not isinstance(share, str):
            cells[place] = round(100 * share, 2)
    return cells


def _cell(value: Value) -> str | float:
    if value is None:
        return ""
    return value if isinstance(value, str | int | float) else value.isoformat()
