"""The kinds of file there are: how each is written, how many rows it holds, and when it takes a worker."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from common.downloads import CSV
from common.vietnamese import fold
from common.workbooks import XLSX
from tracking.reports.writing.documents import DOCX, docx_pieces
from tracking.reports.writing.printing import pdf_pieces
from tracking.reports.writing.sheets import Sheet, Values
from tracking.reports.writing.spreadsheets import xlsx_pieces
from tracking.reports.writing.texts import csv_pieces

_LINES_A_PIECE = 500


class TooManyRows(Exception):
    """A report is longer than a kind of file can hold."""

    def __init__(self, form: "Format") -> None:
        self.form = form
        super().__init__(f"{form.key}: more than {form.most} rows")


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: `most` rows it holds, up to `at_once` of them while somebody waits."""

    key: str
    label: str | Promise
    content_type: str
    write: Callable[[Sheet], Iterator[bytes]]
    most: int
    at_once: int

    def name_of(self, sheet: Sheet) -> str:
        return f"{slugify(fold(sheet.file_name)) or 'bao-cao'}.{self.key}"


def _csv(sheet: Sheet) -> Iterator[bytes]:
    lines = csv_pieces(sheet)
    while piece := "".join(islice(lines, _LINES_A_PIECE)):
        yield piece.encode()


FORMATS = {
    form.key: form
    for form in (
        # A workbook ends after 1,048,576 rows; head, notes and signatures are among them.
        Format("xlsx", "Excel", XLSX, xlsx_pieces, most=1_048_000, at_once=20_000),
        Format("csv", _("CSV (for other programs)"), CSV, _csv, most=10_000_000, at_once=100_000),
        # While it is set, a paper of 2,000 rows takes some 270 MB, and one of 5,000 nearly 600.
        Format("pdf", _("PDF (to print)"), "application/pdf", pdf_pieces, most=2_000, at_once=500),
        # Written in no time; it is Word that hardly opens a longer one.
        Format("docx", "Word", DOCX, docx_pieces, most=5_000, at_once=2_000),
    )
}


def pieces_of(sheet: Sheet, form: Format, *, count: int = 0) -> Iterator[bytes]:
    """The file in pieces. What is too long is refused before the first of them, as far as `count` tells,
    and never held."""
    if count > form.most:
        raise TooManyRows(form)
    pieces = form.write(replace(sheet, rows=_no_more_than(form, sheet.rows)))
    # The first piece is made here, so that what fails does so before an answer has begun.
    return chain([next(pieces)], pieces)


def _no_more_than(form: Format, rows: Iterable[Values]) -> Iterator[Values]:
    for number, row in enumerate(rows, start=1):
        if number > form.most:
            raise TooManyRows(form)
        yield row
