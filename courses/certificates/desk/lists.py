"""The list of a batch as a workbook, in the layout that offices hand in: heading, rows, who signs."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from courses.certificates.models import Certificate, CertificateBatch

WIDTHS = (6, 24, 28, 14, 34, 40, 14, 13, 26)
HEAD_ROW = 5
DAY = "dd/mm/yyyy"
_THIN = Side(style="thin", color="8A847B")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def headings() -> list[str]:
    """Birth days are not kept here: the column stays empty for offices whose form asks for them."""
    return [
        _("Running number"),
        _("Number of the certificate"),
        _("Full name"),
        _("Birth day (where asked for)"),
        _("Organisation"),
        _("Programme"),
        _("Grade"),
        _("Issued on"),
        _("Signed by"),
    ]


def cells_of(place: int, one: Certificate) -> list[str | int | date]:
    name = one.holder or _("Erased at the bearer's request")
    signer = one.printed["signer_name"]
    return [place, one.number, name, "", one.unit, one.course_title, one.grade, one.issued_on, signer]


def batch_as_xlsx(batch: CertificateBatch, certificates: Sequence[Certificate]) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = _("Certificates")
    last = get_column_letter(len(WIDTHS))
    _head(sheet, batch, certificates, last)
    for row, one in enumerate(certificates, start=1):
        for column, value in enumerate(cells_of(row, one), start=1):
            _write(sheet, HEAD_ROW + row, column, value)
    end = _sign(sheet, certificates, HEAD_ROW + len(certificates) + 2)
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 3)
    sheet.print_area = f"A1:{last}{end}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _head(sheet: Any, batch: CertificateBatch, certificates: Sequence[Certificate], last: str) -> None:
    issuer = certificates[0].printed["issuer"] if certificates else ""
    decided = _("By decision %(number)s of %(day)s; %(count)s certificates") % {
        "number": batch.decision_number,
        "day": batch.decided_on.strftime("%d/%m/%Y"),
        "count": len(certificates),
    }
    for row, (text, bold) in enumerate(
        ((issuer, True), (_("LIST OF CERTIFICATES ISSUED"), True), (decided, False)), start=1
    ):
        sheet.merge_cells(f"A{row}:{last}{row}")
        _text(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font = Font(bold=bold, size=14 if row == 2 else 11)
        sheet.cell(row, 1).alignment = Alignment(horizontal="left" if row == 1 else "center")
    for column, (heading, width) in enumerate(zip(headings(), WIDTHS, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        cell = sheet.cell(HEAD_ROW, column, heading)
        cell.font, cell.border = Font(bold=True), _BORDER
        cell.fill = PatternFill("solid", fgColor="F3E3E4")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write(sheet: Any, row: int, column: int, value: str | int | date) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        _text(cell, value)
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = DAY
    cell.border = _BORDER
    cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))


def _text(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"  # a text that begins like a formula stays a text


def _sign(sheet: Any, certificates: Sequence[Certificate], row: int) -> int:
    """Who made the list signs on the left, who issues on the right; returns the last row of it."""
    signer = certificates[0].printed if certificates else {"signer_title": "", "signer_name": ""}
    said = ((2, _("Made by"), ""), (7, signer["signer_title"], signer["signer_name"]))
    for column, post, name in said:
        _text(sheet.cell(row, column), post)
        _text(sheet.cell(row + 5, column), name)
        sheet.cell(row, column).font = sheet.cell(row + 5, column).font = Font(bold=True)
    return row + 5
