"""Writes a list as CSV, days as offices write them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from common.csv_text import csv_lines
from organisations.exchange.columns import Column
from organisations.exchange.writing.workbooks import Cell


def csv_pieces(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The text, line by line; a text that begins like a formula gets an apostrophe, which Excel hides."""
    return csv_lines([column.shown for column in columns], ([_cell(value) for value in row] for row in rows))


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
