"""Writes a list as a workbook of one sheet, of which every cell but a day is text."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from common import workbooks
from common.workbooks import Layout, Look, Looks, Row
from organisations.exchange.columns import Column

Cell = str | int | date | None

_HEADING = Look("General", is_bold=True, fill="FFF3E3E4", down="center", is_wrapped=True)
_TEXT = Look()
_WRAPPED = Look(down="top", is_wrapped=True)
_DAY = Look("dd/mm/yyyy")


def workbook_pieces(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, wrapped: str = ""
) -> Iterator[bytes]:
    """The bytes of a workbook, in pieces; `wrapped` is the key of a column with long texts."""
    looks = Looks()
    layout = Layout(workbooks.sheet_name(title), [column.width for column in columns])
    return workbooks.workbook_pieces(layout, looks, _rows(looks, columns, rows, wrapped))


def _rows(
    looks: Looks, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], wrapped: str
) -> Iterator[Row]:
    text = [looks.number(_WRAPPED if one.key == wrapped else _TEXT) for one in columns]
    day = looks.number(_DAY)
    yield Row([column.shown for column in columns], [looks.number(_HEADING)] * len(columns), is_data=False)
    for row in rows:
        yield Row(
            [value if value is None or isinstance(value, date) else str(value) for value in row],
            [day if isinstance(value, date) else look for value, look in zip(row, text, strict=True)],
        )
