"""The workbook an office fills in: notes, headings, an example that is passed over, drop-down lists."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from organisations.exchange.columns import EXAMPLE_MARK, Column, Layout

ROWS_WITH_LISTS = 5000
_LISTS = "Danh mục"
_GUIDE = "Hướng dẫn"
_NOTES, _HEADINGS, _EXAMPLE, _FIRST = 1, 2, 3, 4
_WRAP = Alignment(wrap_text=True, vertical="top")


def template_of(layout: Layout, choices: Mapping[str, Sequence[str]]) -> bytes:
    """The template in Vietnamese, whatever the language of the screen; `choices` by column."""
    with override("vi"):
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = layout.title
        _fill_in(sheet, layout, choices)
        _offer(book, sheet, layout, choices)
        _explain(book.create_sheet(_GUIDE), layout)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill_in(sheet: Worksheet, layout: Layout, choices: Mapping[str, Sequence[str]]) -> None:
    for place, column in enumerate(layout.columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = "dd/mm/yyyy" if column.is_date else "@"
        note = sheet.cell(_NOTES, place, str(column.note))
        note.font, note.alignment = Font(italic=True, size=9, color="FF555555"), _WRAP
        heading = sheet.cell(_HEADINGS, place, column.shown)
        heading.font = Font(bold=True, color="FFFFFFFF")
        heading.fill = PatternFill("solid", fgColor="FFA4161A")
        heading.alignment = Alignment(wrap_text=True, vertical="center")
        example = sheet.cell(_EXAMPLE, place, _example(place, column, choices))
        example.font = Font(italic=True, color="FF777777")
    sheet.row_dimensions[_NOTES].height = 52
    sheet.row_dimensions[_HEADINGS].height = 32
    sheet.freeze_panes = f"A{_EXAMPLE}"


def _example(place: int, column: Column, choices: Mapping[str, Sequence[str]]) -> str:
    if place == 1:
        return f"{EXAMPLE_MARK} {column.example}".strip()
    return column.example or (choices.get(column.key) or [""])[-1]


def _offer(book: Workbook, sheet: Worksheet, layout: Layout, choices: Mapping[str, Sequence[str]]) -> None:
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    for place, (key, words) in enumerate(choices.items(), start=1):
        letter = get_column_letter(place)
        for row, word in enumerate([layout.by_key[key].heading, *words], start=1):
            lists.cell(row, place, word)
        offer = DataValidation(
            type="list", formula1=f"'{_LISTS}'!${letter}$2:${letter}${len(words) + 1}", allow_blank=True
        )
        offer.errorTitle, offer.error = layout.by_key[key].heading, _("Choose from the list.")
        offer.showErrorMessage = True
        column = get_column_letter([one.key for one in layout.columns].index(key) + 1)
        offer.add(f"{column}{_FIRST}:{column}{ROWS_WITH_LISTS}")
        sheet.add_data_validation(offer)


def _explain(sheet: Worksheet, layout: Layout) -> None:
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 90
    rules = [
        _("One row for each entry, on the sheet “%(sheet)s”. Columns marked * must be filled in."),
        _("Days as 01/07/2025, day first. “No longer from” is the first day on which it is over."),
        _("An empty cell leaves what is stored as it is; nothing is deleted by leaving it out."),
        _("Do not merge cells and do not use formulas; paste values only."),
        _("The row that begins with “%(mark)s” is an example and is passed over."),
        _("Nothing is written before you have seen what was found and pressed “Write into the system”."),
    ]
    words = {"sheet": layout.title, "mark": EXAMPLE_MARK}
    lines = [
        (_("How to fill in this list"), ""),
        *((str(number), rule % words) for number, rule in enumerate(rules, start=1)),
        ("", ""),
        *((column.shown, str(column.note)) for column in layout.columns),
    ]
    for row, (first, second) in enumerate(lines, start=1):
        sheet.cell(row, 1, first).font = Font(bold=True)
        sheet.cell(row, 2, second).alignment = _WRAP
