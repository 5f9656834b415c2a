"""Writes CSV that Excel opens with its marks, and takes for nothing but text."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from organisations.exchange.columns import Column
from organisations.exchange.writing.workbooks import Cell

BYTE_ORDER_MARK = "\ufeff"
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """Hands back what the writer would write."""

    def write(self, text: str) -> str:
        return text


def csv_pieces(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The text, line by line; a text that begins like a formula gets an apostrophe, which Excel hides."""
    writer: Any = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow([column.shown for column in columns])
    for row in rows:
        yield writer.writerow([_cell(value) for value in row])


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = str(value)
    return f"'{text}" if text.startswith(_LIKE_A_FORMULA) else text
