"""CSV that a spreadsheet opens with its marks and never runs: standard library only."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads Vietnamese as if it were written in another alphabet."""
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula.

    >>> harmless('=HYPERLINK("…")')
    '\\'=HYPERLINK("…")'
    """
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[str | float]]) -> Iterator[str]:
    """The file line by line, so that a long one is never held; numbers stay numbers, below 0 too."""
    writer: Any = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow([harmless(heading) for heading in headings])
    for row in rows:
        yield writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text
