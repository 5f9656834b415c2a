"""What is taken out can be brought in again, and no spreadsheet takes it for a formula."""

import csv
from collections.abc import Iterable
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.models import User
from organisations.exchange.cells.understanding import text_of
from organisations.exchange.columns import LAYOUTS, PERSON_LIST
from organisations.exchange.exporting import export_rows
from organisations.exchange.files.tables import open_table
from organisations.exchange.queries import template_choices
from organisations.exchange.writing.templates import template_of
from organisations.exchange.writing.texts import csv_pieces
from organisations.exchange.writing.workbooks import workbook_pieces
from organisations.people.actions import edit_person
from organisations.tree.actions import edit_organisation
from tests.makers import make_secretary
from tests.organisations.conftest import World
from tests.organisations.exchange.lists import NOW, TODAY, findings_of, send, states_of

DANGEROUS = ["=1+1", "+84912345678", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


def workbook_of(kind: str, rows: Iterable[Any]) -> BytesIO:
    layout = LAYOUTS[kind]
    return BytesIO(b"".join(workbook_pieces(layout.title, layout.columns, rows)))


def csv_of(kind: str, rows: Iterable[Any]) -> BytesIO:
    return BytesIO("".join(csv_pieces(LAYOUTS[kind].columns, rows)).encode())


def one_row(name: str) -> list[list[Any]]:
    return [["", name, "0912 345 678", "", "A1", "Bí thư", date(2025, 7, 1), None, ""]]


@pytest.mark.parametrize("text", DANGEROUS)
def test_nothing_that_begins_like_a_formula_is_one(text: str) -> None:
    sheet = load_workbook(workbook_of("people", one_row(text))).worksheets[0]
    cell = sheet["B2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    line = list(csv.reader(StringIO(csv_of("people", one_row(text)).getvalue().decode("utf-8-sig"))))[1]
    assert line[1] == f"'{text}"


@given(st.text(max_size=40))
def test_any_text_comes_back_as_it_left(text: str) -> None:
    kept = text_of("".join(c for c in text if c >= " ")).replace("\ufffe", "").replace("\uffff", "")
    try:
        kept.encode()
    except UnicodeEncodeError:
        return  # half of a letter: no file can hold it
    for file in (workbook_of("people", one_row(kept)), csv_of("people", one_row(kept))):
        [row] = open_table(file, PERSON_LIST)
        assert text_of(row.values["full_name"] or "") == kept.removeprefix("'").strip()


def test_days_are_days_and_numbers_are_text() -> None:
    sheet = load_workbook(workbook_of("people", one_row("Vũ Thị Lan"))).worksheets[0]
    assert (sheet["G2"].value.date(), sheet["G2"].number_format) == (date(2025, 7, 1), "dd/mm/yyyy")
    assert (sheet["C2"].value, sheet["C2"].number_format) == ("0912 345 678", "@")
    assert sheet.freeze_panes == "A2"
    assert sheet["B1"].value == "Họ và tên *"


@pytest.mark.parametrize("kind", ["people", "organisations"])
@pytest.mark.parametrize("write", [workbook_of, csv_of])
def test_what_is_taken_out_and_brought_in_again_changes_nothing(world: World, kind: str, write: Any) -> None:
    make_secretary("Ma Thị Thủy", world.cell_a, post="deputy", phone="+84987654321")
    make_secretary("Ma Thị Thủy", world.cell_a, post="committee")
    edit_person(person=world.lan, full_name="Vũ Thị Lan", phone="+84912345678", email="lan@vidu.vn", by=None)
    edit_organisation(
        organisation=world.cell_a, by=None, address="=Số 1", contact="Lan", contact_phone="+84912345678"
    )
    rows = export_rows(kind=kind, viewer=world.minh, on=TODAY, now=NOW)
    file = send(write(kind, rows), by=world.minh, kind=kind)
    assert findings_of(file) == []
    assert set(states_of(file)) == {"same"}


def test_a_whole_province_goes_out_and_comes_in_unchanged(world: World, administrator: User) -> None:
    for kind, count in (("organisations", 5), ("people", 2)):
        rows = list(export_rows(kind=kind, viewer=administrator, on=TODAY, now=NOW))
        assert len(rows) == count
        file = send(workbook_of(kind, rows), by=administrator, kind=kind)
        assert (findings_of(file), set(states_of(file))) == ([], {"same"})


@pytest.mark.parametrize("kind", ["people", "organisations"])
def test_a_template_has_headings_lists_and_an_example_that_is_passed_over(world: World, kind: str) -> None:
    content = template_of(LAYOUTS[kind], template_choices(kind))
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[2]] == [column.shown for column in LAYOUTS[kind].columns]
    assert book.sheetnames[1:] == ["Danh mục", "Hướng dẫn"]
    assert book["Danh mục"].sheet_state == "hidden"
    offered = [cell.value for row in book["Danh mục"].iter_rows() for cell in row if cell.value]
    assert ("Phó bí thư" if kind == "people" else "Đảng bộ xã") in offered
    assert len(sheet.data_validations.dataValidation) == len(template_choices(kind))
    sheet.cell(4, 2, "Lý A Páo" if kind == "people" else "Chi bộ thôn 9")
    filled = BytesIO()
    book.save(filled)
    [row] = open_table(filled, LAYOUTS[kind])
    assert row.number == 4


def test_an_export_costs_the_same_queries_for_any_number(
    world: World, django_assert_num_queries: Any
) -> None:
    def take_out() -> None:
        list(export_rows(kind="people", viewer=world.minh, on=TODAY, now=NOW))

    with django_assert_num_queries(6):
        take_out()
    for number in range(30):
        make_secretary(f"Ma Thị {'abcdefghijklmnopqrstuvwxyzABCD'[number]}", world.cell_a, post="committee")
    with django_assert_num_queries(6):
        take_out()
