"""Makes lists as offices send them: workbooks and CSV files, row by row."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from django.utils import timezone
from openpyxl import Workbook

from accounts.models import User
from organisations.exchange.actions import apply_file, begin_applying, check_file, keep_file
from organisations.exchange.columns import LAYOUTS, ORGANISATIONS, PEOPLE
from organisations.exchange.models import ImportFile, ImportRow
from organisations.exchange.sentences import NOTES, sentence

NOW = timezone.now()
TODAY = timezone.localdate(NOW)

Row = dict[str, Any]


def person(name: str = "Vũ Thị Lan", organisation: Any = "A1", post: str = "Bí thư", **more: Any) -> Row:
    """A row of a list of people."""
    row: Row = {"full_name": name, "organisation": organisation, "post": post, "began": date(2025, 7, 1)}
    return {**row, **more}


def organisation(code: str, name: str, parent: str = "", kind: str = "Chi bộ", **more: Any) -> Row:
    """A row of a list of organisations."""
    row: Row = {
        "code": code,
        "name": name,
        "kind": kind,
        "parent_code": parent,
        "founded_on": date(2020, 1, 1),
    }
    return {**row, **more}


def table(rows: Iterable[Row], kind: str) -> list[list[Any]]:
    columns = LAYOUTS[kind].columns
    return [[column.shown for column in columns], *([row.get(c.key) for c in columns] for row in rows)]


def workbook(lines: Iterable[Sequence[Any]], *, title: str = "Danh sách", merge: str = "") -> BytesIO:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for line in lines:
        sheet.append(list(line))
    if merge:
        sheet.merge_cells(merge)
    content = BytesIO()
    book.save(content)
    content.seek(0)
    return content


def people_file(*rows: Row) -> BytesIO:
    return workbook(table(rows, PEOPLE))


def tree_file(*rows: Row) -> BytesIO:
    return workbook(table(rows, ORGANISATIONS))


def csv_file(lines: Iterable[Sequence[Any]], *, separator: str = ",", encoding: str = "utf-8-sig") -> BytesIO:
    text = StringIO()
    csv.writer(text, delimiter=separator).writerows(lines)
    return BytesIO(text.getvalue().encode(encoding))


def send(file: BytesIO, *, by: User, kind: str = PEOPLE, **terms: Any) -> ImportFile:
    """Keep a file and check it."""
    kept = keep_file(file=file, name="danh-sach.xlsx", kind=kind, by=by, now=NOW, **terms)
    check_file(file=kept, viewer=by, now=NOW)
    kept.refresh_from_db()
    return kept


def apply(file: ImportFile, *, by: User) -> ImportFile:
    begin_applying(file=file, now=NOW)
    apply_file(file=file, viewer=by, now=NOW)
    file.refresh_from_db()
    return file


def bring_in(file: BytesIO, *, by: User, kind: str = PEOPLE, **terms: Any) -> ImportFile:
    """Send a file and apply it; it must be clean."""
    sent = send(file, by=by, kind=kind, **terms)
    assert findings_of(sent, notes=False) == []
    return apply(sent, by=by)


def findings_of(file: ImportFile, *, notes: bool = True) -> list[tuple[str, str]]:
    """Each finding as its cell and its code."""
    return [
        (found["cell"], found["code"])
        for row in ImportRow.objects.filter(import_file=file)
        for found in row.findings
        if notes or found["code"] not in NOTES
    ]


def sentences_of(file: ImportFile) -> list[str]:
    return [
        sentence(found["code"], found["values"])
        for row in ImportRow.objects.filter(import_file=file)
        for found in row.findings
    ]


def states_of(file: ImportFile) -> list[str]:
    return list(ImportRow.objects.filter(import_file=file).values_list("state", flat=True))
