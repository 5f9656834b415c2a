"""Writes questions as the workbook."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from quizzes.exchange.formats.comparing import comparable, losses_of
from quizzes.exchange.formats.drafts import Draft, Finding, Weight, Written
from quizzes.exchange.formats.sheet.columns import KINDS, LISTS, OFFERED, OPTIONS, SHEET, Column, columns
from quizzes.exchange.formats.sheet.data import packed
from quizzes.exchange.formats.sheet.reading import read
from quizzes.exchange.formats.sheet.rows import cells_of, question_of

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t")
_MOST_IN_A_CELL = 32_000
_ROWS_WITH_LISTS = 2_000
_WRAP = Alignment(wrap_text=True, vertical="top")


def write(drafts: Sequence[Draft], files: Mapping[str, bytes] | None = None, title: str = "") -> Written:
    """An .xlsx of the drafts; pictures have no place in its cells and are listed as lost."""
    usable = [draft for draft in drafts if draft.question is not None]
    rows = [_cells(draft) for draft in usable]
    book = book_with(rows)
    content = BytesIO()
    book.save(content)
    losses = list(losses_of(usable, read(content.getvalue()).drafts))
    for number, draft in enumerate(usable, start=1):
        if "<img" in str(draft.question):
            losses.append(Finding("lost.pictures", Weight.LOSS, str(draft.number or number)))
    return Written(content.getvalue(), "xlsx", CONTENT_TYPE, tuple(losses))


def book_with(rows: Sequence[Mapping[str, str]]) -> Any:
    """The workbook with these rows below its headings."""
    most = max(
        (OPTIONS.index(key[-1]) + 1 for row in rows for key in row if key.startswith("option ")), default=0
    )
    own = columns(max(most, OFFERED))
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    _head(sheet, own)
    for number, row in enumerate(rows, start=2):
        for place, column in enumerate(own, start=1):
            if text := row.get(column.key, ""):
                put(sheet.cell(number, place), text)
    _offer(book, sheet, own)
    return book


def put(cell: Any, text: str) -> None:
    """A text as a text, whatever it begins with: no spreadsheet reckons with it, not even when edited."""
    cell.value = _FORBIDDEN.sub("", text)[:_MOST_IN_A_CELL]
    cell.data_type = "s"
    cell.alignment = _WRAP
    cell.number_format = "@"
    if text.startswith(_LIKE_A_FORMULA):
        cell.quotePrefix = True


def _cells(draft: Draft) -> dict[str, str]:
    cells = cells_of(draft)
    if draft.question is None:
        return cells
    again = question_of(cells, [], "")
    if again is None or comparable(again) != comparable(draft.question) or _has_parting(draft):
        cells["data"] = packed(draft, cells)
    return cells


def _has_parting(draft: Draft) -> bool:
    """Names that hold the sign by which names are parted."""
    return any(";" in one for one in (*draft.topics, *draft.sources)) or any(
        ">" in one for one in draft.category
    )


def _head(sheet: Any, own: Sequence[Column]) -> None:
    for place, column in enumerate(own, start=1):
        cell = sheet.cell(1, place, column.heading)
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor="FFA4161A")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "D2"


def _offer(book: Any, sheet: Any, own: Sequence[Column]) -> None:
    """Lists to choose from, for types and for difficulty."""
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for place, (key, words) in enumerate(
        (("kind", list(KINDS.values())), ("difficulty", ["1", "2", "3"])), start=1
    ):
        for row, word in enumerate(words, start=1):
            lists.cell(row, place, word)
        letter = get_column_letter(place)
        offer = DataValidation(
            type="list", formula1=f"'{LISTS}'!${letter}$1:${letter}${len(words)}", allow_blank=True
        )
        offer.showErrorMessage = True
        offer.errorTitle = next(column.heading for column in own if column.key == key)
        offer.error = "Chọn trong danh sách."
        column = get_column_letter([one.key for one in own].index(key) + 1)
        offer.add(f"{column}2:{column}{_ROWS_WITH_LISTS}")
        sheet.add_data_validation(offer)
