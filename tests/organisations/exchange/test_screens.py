"""The screens: who comes in, what is told at the form, the way from sent to written to taken back."""

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from organisations.exchange.columns import PERSON_LIST
from organisations.exchange.files.tables import open_table
from organisations.exchange.models import ImportFile
from organisations.exchange.screens import menu_items
from organisations.people.models import Person
from tests.makers import account_of, make_grant, make_person
from tests.organisations.conftest import World
from tests.organisations.exchange.lists import Row, people_file, person, workbook
from tests.organisations.exchange.messy import mended

INDEX = "/quan-tri/nhap-xuat/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(account: User) -> Any:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def minh(world: World) -> Any:
    return browser(world.minh)


def upload(client: Any, file: BytesIO, *, name: str = "danh-sach.xlsx", kind: str = "people") -> Any:
    return client.post(INDEX, {"kind": kind, "file": SimpleUploadedFile(name, file.getvalue())})


def sent(client: Any, *rows: Row) -> str:
    """Send a list; returns the address of its page."""
    answer = upload(client, people_file(*rows))
    assert answer.status_code == 302, answer.content.decode()[-500:]
    return str(answer.url)


def text_of(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_who_organises_nothing_finds_nothing(world: World, minh: Any) -> None:
    """Sơn does not get into the authoring site at all; an auditor does, and finds nothing here."""
    address = sent(minh, person("Lý A Páo", post="CUV"))
    auditor = make_person("Mã Thị Yến", username="yen")
    make_grant(auditor, world.province, "auditor")
    places = [INDEX, f"{INDEX}mau/people.xlsx", f"{INDEX}xuat/?kind=people&form=csv", address]
    for place in places:
        assert minh.get(place).status_code == 200
        assert browser(account_of(auditor)).get(place).status_code == 404
        assert browser(world.son).get(place).status_code == 302
        assert Client().get(place).status_code == 302
    assert browser(account_of(auditor)).post(f"{address}ghi/").status_code == 404


def test_a_neighbour_finds_her_own_files_alone(world: World, minh: Any) -> None:
    address = sent(minh, person("Lý A Páo", post="CUV"))
    tu = browser(world.tu)
    for place in (address, f"{address}ket-qua.xlsx", f"{address}hoan-tac/"):
        assert tu.get(place).status_code == 404
    assert tu.post(f"{address}ghi/").status_code == 404
    assert "danh-sach.xlsx" not in text_of(tu, INDEX)
    assert "danh-sach.xlsx" in text_of(minh, INDEX)


def test_what_is_no_list_is_told_at_the_form_and_not_kept(minh: Any) -> None:
    answer = upload(minh, BytesIO(b"%PDF-1.7"), name="danh-sach.pdf")
    assert answer.status_code == 422
    assert "PDF" in answer.content.decode()
    assert ImportFile.objects.count() == 0
    answer = upload(minh, workbook([["Họ và tên", "Từ ngày"]]))
    assert "Mã tổ chức" in answer.content.decode()
    assert "checked" in answer.content.decode()


def test_from_sent_to_written_to_taken_back(minh: Any) -> None:
    address = sent(minh, person("  lý a páo", post="CUV", phone=987654321))
    shown = text_of(minh, address)
    assert "Lý A Páo" in shown
    assert "0987 654 321" in shown
    assert f'action="{address}ghi/"' in shown
    assert minh.get(f"{address}ghi/").status_code == 405
    assert minh.post(f"{address}ghi/").url == address
    assert Person.objects.get(phone="+84987654321").full_name == "Lý A Páo"
    assert f'href="{address}hoan-tac/"' in text_of(minh, address)
    again = minh.post(f"{address}ghi/", follow=True)
    assert "đã được ghi" in again.content.decode()
    assert minh.post(f"{address}hoan-tac/").url == address
    assert not Person.objects.filter(phone="+84987654321").exists()


def test_a_refused_row_is_shown_with_its_cell_and_cannot_be_written(minh: Any) -> None:
    address = sent(minh, person("Lý A Páo", "KHONGCO", began="31/02/2025"))
    shown = text_of(minh, address)
    assert "E2" in shown
    assert "KHONGCO" in shown
    assert f'action="{address}ghi/"' not in shown
    minh.post(f"{address}ghi/")
    assert not Person.objects.filter(full_name="Lý A Páo").exists()


def test_rows_are_shown_by_state_and_page_by_page(minh: Any) -> None:
    address = str(upload(minh, mended()).url)
    assert "300" in text_of(minh, address)
    assert 'rel="next"' in text_of(minh, f"{address}?state=refused")
    assert "Trang 2" in text_of(minh, f"{address}?state=refused&p=2")
    assert 'rel="next"' not in text_of(minh, f"{address}?state=new")


def test_the_workbook_of_findings_can_be_mended_and_sent_again(minh: Any) -> None:
    address = sent(minh, person("Lý A Páo", "KHONGCO", "CUV", began=date(2025, 7, 1)))
    content = BytesIO(b"".join(minh.get(f"{address}ket-qua.xlsx").streaming_content))
    book = load_workbook(content)
    sheet = book.worksheets[0]
    assert sheet["J1"].value == "Kết quả kiểm tra"
    assert "KHONGCO" in str(sheet["J2"].value)
    sheet["E2"] = "A1"
    mended_file = BytesIO()
    book.save(mended_file)
    [row] = open_table(mended_file, PERSON_LIST)
    assert row.values["organisation"] == "A1"
    address = str(upload(minh, mended_file).url)
    assert ImportFile.objects.latest("pk").counts["new"] == 1


def test_a_reason_against_taking_back_is_shown(world: World, minh: Any) -> None:
    address = sent(minh, person("Lý A Páo", post="CUV"))
    minh.post(f"{address}ghi/")
    Person.objects.filter(full_name="Lý A Páo").update(phone="+84900000001")
    shown = text_of(minh, f"{address}hoan-tac/")
    assert "Lý A Páo" in shown
    assert '<form method="post"' not in shown
    assert minh.post(f"{address}hoan-tac/").url == f"{address}hoan-tac/"
    assert Person.objects.filter(full_name="Lý A Páo").exists()


def test_a_file_under_way_shows_itself_again(minh: Any) -> None:
    address = sent(minh, person("Lý A Páo", post="CUV"))
    assert "Refresh" not in minh.get(address).headers
    ImportFile.objects.update(state=ImportFile.State.APPLYING, step="writing", steps_total=1)
    answer = minh.get(address)
    assert answer.headers["Refresh"] == "2"
    assert "<progress" in answer.content.decode()
    assert "lam-lai" not in answer.content.decode()
    ImportFile.objects.update(state_since=timezone.now() - timedelta(hours=1))
    assert f'action="{address}lam-lai/"' in text_of(minh, address)
    assert minh.post(f"{address}lam-lai/").url == address
    assert Person.objects.filter(full_name="Lý A Páo").exists()


def test_files_lie_where_nobody_is_handed_them(minh: Any) -> None:
    sent(minh, person("Lý A Páo", post="CUV"))
    file = ImportFile.objects.get()
    assert file.file.name
    assert file.file.storage is storages["private"]
    assert "danh-sach" not in file.file.name
    assert minh.get(f"/uploads/{file.file.name}").status_code == 404


def test_lists_are_taken_out_as_they_stood(minh: Any) -> None:
    day = {"kind": "people", "form": "xlsx", "on": "01/07/2026"}
    answer = minh.get(reverse("exchange:export"), day)
    content = BytesIO(b"".join(answer.streaming_content))
    assert answer["Content-Disposition"] == 'attachment; filename="nguoi-va-chuc-vu-2026-07-01.xlsx"'
    assert [row.values["full_name"] for row in open_table(content, PERSON_LIST)] == ["Vũ Thị Lan"]
    answer = minh.get(reverse("exchange:export"), {**day, "form": "csv", "kind": "organisations"})
    assert b"A1" in b"".join(answer.streaming_content)
    answer = minh.get(reverse("exchange:export"), {**day, "on": "tháng bảy"})
    assert answer.status_code == 422


def test_the_menu_shows_the_item_to_importers_alone(world: World) -> None:
    [item] = menu_items
    for account, shown in ((world.minh, True), (world.son, False)):
        request = RequestFactory().get(INDEX)
        request.user = account
        assert item.is_shown(request) is shown
