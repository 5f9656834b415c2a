"""Reports on the screen and as files, of the same rows; each within the part of the tree of who asks."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from organisations.oversight.actions import end_grant
from organisations.oversight.models import Grant, Reading
from tests.assigning import assign, finish
from tests.makers import account_of, make_cell, make_grant, make_person, make_secretary
from tests.tracking.conftest import Ground
from tracking.layouts.given import GIVEN
from tracking.reports.writing.formats import FORMATS


@pytest.fixture
def minh(ground: Ground, client: Client) -> Client:
    assign(ground.course, ground.province, due=date(2026, 6, 30))
    finish(ground.lan, ground.course, date(2026, 5, 1))
    client.force_login(account_of(ground.minh))
    return client


def address(key: str, **asked: Any) -> str:
    return reverse("tracking:report", args=[key], query=asked)


def file(client: Client, key: str, form: str, **asked: Any) -> bytes:
    answer: Any = client.get(reverse("tracking:report_file", args=[key, form], query=asked))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("key", list(GIVEN))
def test_minh_opens_every_layout_of_his_commune(minh: Client, key: str) -> None:
    answer = minh.get(address(key))
    assert answer.status_code == 200
    assert "Đảng bộ xã A" in answer.text
    assert "Cách tính" in answer.text


@pytest.mark.parametrize("key", list(GIVEN))
@pytest.mark.parametrize("form", list(FORMATS))
def test_every_layout_comes_as_every_kind_of_file(minh: Client, key: str, form: str) -> None:
    assert file(minh, key, form)


def test_screen_and_files_say_the_same(minh: Client, ground: Ground) -> None:
    said = ["Hà Thị Tâm", "Bí thư", "Chi bộ thôn 2", "Đảng bộ xã A", ground.course.title]
    page = minh.get(address("bc2")).text
    assert all(text in page for text in said)
    rows = list(csv.reader(StringIO(file(minh, "bc2", "csv").decode("utf-8-sig"))))
    assert rows[1][1:6] == said
    assert rows[1][-1] == "2026-06-30"
    book = load_workbook(BytesIO(file(minh, "bc2", "xlsx"))).worksheets[0]
    (row,) = [row for row in book.iter_rows(values_only=True) if "Hà Thị Tâm" in row]
    assert list(row[1:6]) == said
    assert str(row[8]).startswith("2026-06-30")
    table = max(Document(BytesIO(file(minh, "bc2", "docx"))).tables, key=lambda one: len(one.columns))
    assert [cell.text for cell in table.rows[1].cells][1:6] == said
    paper = "".join(page.extract_text() for page in PdfReader(BytesIO(file(minh, "bc2", "pdf"))).pages)
    assert "Tâm" in paper


def test_figures_of_a_workbook_are_numbers(minh: Client) -> None:
    book = load_workbook(BytesIO(file(minh, "bc1", "xlsx"))).worksheets[0]
    (row,) = [row for row in book.iter_rows(values_only=True) if "Chi bộ thôn 1" in row]
    assert row[2:7] == (1, 1, 0, 1, 1.0)


def test_as_of_a_day_before_she_finished_nobody_has(minh: Client) -> None:
    page = minh.get(address("bc1", on="30/04/2026")).text
    assert "Số liệu đến ngày 30/04/2026" in page
    assert "0,0%" in page
    assert "Quý 1/2026; số liệu đến ngày 31/03/2026" in minh.get(address("bc1", period="2026-q1")).text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"on": "30/04/2026", "period": "2026-q1"}, "không chọn cả hai"),
        ({"on": "31/12/2026"}, "Ngày này chưa đến"),
        ({"on": "hôm qua"}, "ngày"),
    ],
)
def test_what_cannot_be_asked_gets_a_sentence_and_keeps_what_was_typed(
    minh: Client, asked: dict[str, str], sentence: str
) -> None:
    answer = minh.get(address("bc1", **asked))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert asked["on"] in answer.text


def test_whoever_stands_on_the_page_was_read(minh: Client, ground: Ground) -> None:
    minh.get(address("bc2"))
    assert list(Reading.objects.values_list("person", "reader")) == [
        (ground.tam.pk, account_of(ground.minh).pk)
    ]


@pytest.mark.parametrize("key", list(GIVEN))
def test_a_neighbour_a_secretary_and_the_stranger_find_nothing(
    minh: Client, ground: Ground, client: Client, key: str
) -> None:
    beside = make_person("Ma Thị Bên", username="ben")
    make_grant(beside, ground.other_commune)
    asked = {"unit": str(ground.commune.public_id)}
    for who in (beside, ground.lan, ground.son):
        client.force_login(account_of(who))
        assert client.get(address(key, **asked)).status_code == 404
        assert client.get(reverse("tracking:report_file", args=[key, "csv"], query=asked)).status_code == 404


def test_a_withdrawn_grant_shows_nothing_any_more(minh: Client, ground: Ground) -> None:
    assert minh.get(address("bc1")).status_code == 200
    today = timezone.localdate()
    end_grant(grant=Grant.objects.get(person=ground.minh), on=today, by=None, today=today)
    assert minh.get(address("bc1")).status_code == 404


def test_unknown_layouts_units_and_forms_are_not_found(minh: Client) -> None:
    assert minh.get(address("bc9")).status_code == 404
    assert minh.get(address("bc1", unit="khong-co")).status_code == 404
    assert minh.get(reverse("tracking:report_file", args=["bc1", "doc"])).status_code == 404


@pytest.mark.parametrize("key", ["bc1", "bc2"])
def test_longer_lists_cost_no_more_queries(minh: Client, ground: Ground, key: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            minh.get(address(key))
        return len(asked)

    queries()
    before = queries()
    for number in range(10):
        make_secretary(f"Lò Thị {number}", make_cell(f"Chi bộ bản {number}", ground.commune))
    assert queries() == before
