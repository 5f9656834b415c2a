"""The table of questions as a file: the same rows as on the screen, with numbers as numbers."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from common.csv_text import csv_lines
from quizzes.analysis.presenting import ItemRow

Cell = str | int | float | None
_WIDTHS = (60, 10, 12, 14, 14, 14, 14, 18, 18, 22, 80)
_FORMATS = {2: "0.0%", 3: "0.0%", 4: "0.0%", 5: "0.000", 6: "0.000", 7: "0.000"}


def headings() -> list[str]:
    return [
        _("Question"),
        _("Times asked"),
        _("Answered"),
        _("Facility"),
        _("Facility among those who answered"),
        _("Discrimination"),
        _("Discrimination, lower end (95%)"),
        _("Discrimination, upper end (95%)"),
        _("Median time (seconds)"),
        _("Verdict"),
        _("What to do"),
    ]


def cells(row: ItemRow) -> list[Cell]:
    figures = row.item.figures
    return [
        row.label,
        figures.asked,
        figures.answered.value,
        figures.facility.value,
        figures.facility_answered.value,
        figures.discrimination.value,
        figures.discrimination.low,
        figures.discrimination.high,
        figures.seconds.median.value,
        row.chip.name,
        row.sentence,
    ]


def items_as_csv(rows: Sequence[ItemRow]) -> Iterator[str]:
    return csv_lines(headings(), (["" if cell is None else cell for cell in cells(row)] for row in rows))


def items_as_xlsx(title: str, rows: Sequence[ItemRow]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    for place, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.freeze_panes = "B2"
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings()])
    for row in rows:
        sheet.append([_cell(sheet, value, _FORMATS.get(place, "")) for place, value in enumerate(cells(row))])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: Any, value: Cell, number_format: str = "", *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins like a formula stays a text
    elif number_format:
        cell.number_format = number_format
    if bold:
        cell.font = Font(bold=True)
    return cell


def _sheet_name(title: str) -> str:
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)
    return " ".join(plain.split())[:31] or "1"
