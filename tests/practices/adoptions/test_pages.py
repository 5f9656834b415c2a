"""The pages about adoptions: for Lan's cell, for everybody, for the unit above; strangers find nothing."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organisations.appointments.actions import appoint
from organisations.tree.models import CellType
from practices.adoptions.models import Adoption, AdoptionReport
from practices.exemplars.models import Practice
from tests.makers import account_of, make_cell
from tests.practices.adoptions.conftest import Communes, browser_of
from tests.practices.adoptions.makers import record, report
from tests.practices.makers import invite, make_session

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
DOOR = "/dien-hinh/gui-tai-lieu-truoc/ap-dung/"
WHO = "/dien-hinh/gui-tai-lieu-truoc/ai-da-ap-dung/"


def day(ago: int = 0) -> str:
    return f"{timezone.localdate() - timedelta(days=ago):%d/%m/%Y}"


def sent(**fields: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "state": "tried", "on": day(), **fields}


@pytest.fixture
def lan(communes: Communes, practice: Practice) -> Client:
    return browser_of(communes.lan)


# --- The cell -----------------------------------------------------------------------------------


def test_lan_records_what_her_cell_does(communes: Communes, practice: Practice, lan: Client) -> None:
    assert "Chi bộ Nà Chang" in lan.get(DOOR).content.decode()
    files = [SimpleUploadedFile("anh.png", PNG), SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.7")]
    answer = lan.post(DOOR, sent(state="kept", on=day(40), figures="Phát biểu; 3; 11", evidence=files))
    adoption = Adoption.objects.get()
    assert answer.headers["Location"] == f"/dien-hinh/ap-dung/{adoption.public_id}/"
    assert (adoption.state, adoption.organisation, adoption.recorded_by) == (
        "kept",
        communes.cell,
        communes.lan,
    )
    page = lan.get(answer.headers["Location"]).content.decode()
    assert "anh.png" in page
    assert "Phát biểu" in page
    assert lan.get(DOOR).headers["Location"] == answer.headers["Location"]


def test_the_form_sent_twice_is_one(practice: Practice, lan: Client) -> None:
    form = sent()
    assert lan.post(DOOR, form).headers["Location"] == lan.post(DOOR, form).headers["Location"]
    assert AdoptionReport.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": ""}, "Chọn tình hình của chi bộ"),
        ({"on": "31/02/2026"}, "ngày"),
        ({"on": ""}, "không được để trống"),
        ({"on": f"{timezone.localdate() + timedelta(days=3):%d/%m/%Y}"}, "Ngày này chưa đến"),
        ({"state": "stopped"}, "vì sao dừng"),
        ({"state": "changed"}, "điều chỉnh gì"),
        ({"evidence": SimpleUploadedFile("x.exe", b"MZ")}, "x.exe"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    practice: Practice, lan: Client, fields: dict[str, Any], said: str
) -> None:
    answer = lan.post(DOOR, sent(happened="Họp nhanh hơn", **fields))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Họp nhanh hơn" in page
    assert not Adoption.objects.exists()


def test_what_she_typed_when_her_session_had_run_out_is_shown_once_more(
    communes: Communes, practice: Practice
) -> None:
    browser = Client()
    sign_in = browser.post(DOOR, sent(happened="Họp nhanh hơn", on="01/03/2026"))
    assert sign_in.status_code == 302
    browser.force_login(account_of(communes.lan), backend=BACKEND)
    page = browser.get(DOOR).content.decode()
    assert "Họp nhanh hơn" in page
    assert "01/03/2026" in page
    assert not Adoption.objects.exists()


def test_who_leads_two_cells_says_for_which(communes: Communes, practice: Practice, lan: Client) -> None:
    second = make_cell("Chi bộ Nà Tông", communes.na_hang)
    appoint(person=communes.lan, organisation=second, post="deputy", began=timezone.localdate())
    assert "Chi bộ Nà Tông" in lan.get(DOOR).content.decode()
    lan.post(DOOR, sent(cell=second.pk))
    assert Adoption.objects.get().organisation == second


def test_only_who_leads_a_cell_records(communes: Communes, practice: Practice) -> None:
    son = browser_of(communes.son)
    assert son.get(DOOR).status_code == 200
    son.post(DOOR, sent())
    assert not Adoption.objects.exists()
    assert Client().get(DOOR).status_code == 302


def test_the_session_that_led_to_it_is_kept(communes: Communes, practice: Practice, lan: Client) -> None:
    session = make_session(communes.na_hang, practice=practice)
    invite(session, communes.lan, attended_at=timezone.now())
    lan.post(f"{DOOR}?buoi={session.public_id}", sent())
    assert Adoption.objects.get().session == session


def test_a_later_report_and_what_is_due(communes: Communes, practice: Practice, lan: Client) -> None:
    begun = timezone.now() - timedelta(days=31)
    adoption = record(practice, communes.cell, now=begun)
    where = f"/dien-hinh/ap-dung/{adoption.public_id}/"
    assert "30 ngày" in lan.get("/dien-hinh/ap-dung/").content.decode()
    assert "Đã 30 ngày" in lan.get(where).content.decode()
    form = sent(state="stopped", why="Ít đảng viên ở nhà", may_be_named="on")
    assert lan.post(where, form).status_code == 302
    assert lan.post(where, form).status_code == 302
    adoption.refresh_from_db()
    assert (adoption.state, adoption.may_be_named, adoption.reports.count()) == ("stopped", True, 2)
    assert "Đã 30 ngày" not in lan.get(where).content.decode()


def test_a_plan_cannot_follow_what_has_begun(communes: Communes, practice: Practice, lan: Client) -> None:
    adoption = record(practice, communes.cell, now=timezone.now())
    answer = lan.post(f"/dien-hinh/ap-dung/{adoption.public_id}/", sent(state="planned"))
    assert answer.status_code == 422


# --- Strangers ----------------------------------------------------------------------------------


def test_strangers_and_neighbours_find_nothing(communes: Communes, practice: Practice, lan: Client) -> None:
    lan.post(DOOR, sent(evidence=SimpleUploadedFile("anh.png", PNG)))
    adoption = Adoption.objects.get()
    [file] = adoption.reports.get().files.all()
    own = f"/dien-hinh/ap-dung/{adoption.public_id}/"
    above = f"/dien-hinh/ap-dung/xac-nhan/{adoption.public_id}/"
    assert lan.get(f"{own}tep/{file.public_id}/").status_code == 200
    for person in (communes.son, communes.minh, communes.tu):
        browser = browser_of(person)
        assert browser.get(own).status_code == 404
        assert browser.post(own, sent()).status_code == 404
        assert browser.get(f"{own}tep/{file.public_id}/").status_code == 404
    for person in (communes.son, communes.lan, communes.tu):
        browser = browser_of(person)
        assert browser.get(above).status_code in {302, 404}
        assert browser.post(f"{above}xac-nhan/").status_code in {302, 404}
        assert browser.get(f"{above}tep/{file.public_id}/").status_code in {302, 404}
    adoption.refresh_from_db()
    assert adoption.confirmed_at is None


# --- Everybody ----------------------------------------------------------------------------------


def test_a_cell_is_named_only_where_it_agreed(communes: Communes, practice: Practice) -> None:
    record(practice, communes.cell, happened="Chỉ cấp trên biết")
    named = make_cell("Chi bộ Nà Tông", communes.na_hang)
    record(practice, named, "kept", may_be_named=True, happened="Họp gọn hơn")
    for person in (communes.son, communes.tu, communes.minh):
        page = browser_of(person).get(WHO).content.decode()
        assert "Chi bộ Nà Chang" not in page
        assert "Chi bộ Nà Tông" in page
        assert "Kết quả: Họp gọn hơn" in page
        assert "Chỉ cấp trên biết" not in page
        assert "Một chi bộ: Thôn, bản" in page
    assert "Chi bộ Nà Chang" in browser_of(communes.lan).get(WHO).content.decode()


def test_tiles_tell_a_share_but_of_few_cells_no_number(communes: Communes, practice: Practice) -> None:
    record(practice, communes.cell)
    son = browser_of(communes.son)
    assert "dưới ba chi bộ" in son.get(WHO).content.decode()
    for number in range(3):
        make_cell(f"Chi bộ {number}", communes.na_hang)
    page = son.get(WHO).content.decode()
    assert "1 trên 4 chi bộ (25%)" in page
    inside = son.get(f"{WHO}?within={communes.na_hang.public_id}").content.decode()
    assert "Chi bộ thuộc Đảng bộ xã Na Hang" in inside
    assert "Còn 1 chi bộ khác" in inside
    assert "Một chi bộ:" not in inside
    of_a_type = son.get(f"{WHO}?within={communes.na_hang.public_id}&type=thon").content.decode()
    assert "chi bộ khác được tính" not in of_a_type
    beside = son.get(f"{WHO}?within={communes.chiem_hoa.public_id}").content.decode()
    assert "Không có chi bộ nào ở đây" in beside


def test_the_list_is_narrowed_by_type_and_state(communes: Communes, practice: Practice) -> None:
    CellType.objects.create(code="truong", name="Trường học")
    record(practice, communes.cell, may_be_named=True)
    son = browser_of(communes.son)
    shown = [
        "Chi bộ Nà Chang" in son.get(f"{WHO}?{asked}").content.decode()
        for asked in ("type=thon", "type=truong", "state=tried", "state=kept", "state=x&type=y&within=z")
    ]
    assert shown == [True, False, True, False, True]


def test_a_practice_that_is_not_shown_has_no_page(communes: Communes, practice: Practice) -> None:
    Practice.objects.update(is_current=False)
    lan = browser_of(communes.lan)
    assert lan.get(WHO).status_code == lan.get(DOOR).status_code == 404


def figures(practice: Practice) -> str:
    text = "{% load adoption_tags %}{% adoption_figures practice %}"
    return Template(text).render(Context({"practice": practice}))


def test_the_practices_page_tells_failures_and_why(
    communes: Communes, practice: Practice, django_assert_num_queries: Any
) -> None:
    practice.refresh_from_db()
    with django_assert_num_queries(0):
        assert "Chưa có chi bộ nào" in figures(practice)
    record(practice, communes.cell, "kept")
    record(practice, make_cell("Chi bộ 2", communes.na_hang), "stopped", why="Mạng yếu.")
    record(practice, make_cell("Chi bộ 3", communes.na_hang), "stopped", why="Ít người")
    record(practice, make_cell("Chi bộ 4", communes.na_hang), "planned")
    practice.refresh_from_db()
    with django_assert_num_queries(1):
        page = " ".join(figures(practice).split())
    assert "3 chi bộ đã thử, 1 duy trì, 2 dừng" in page
    assert "Mạng yếu; Ít người" in page or "Ít người; Mạng yếu" in page


# --- The unit above -----------------------------------------------------------------------------


@pytest.fixture
def minh(communes: Communes) -> Client:
    return browser_of(communes.minh)


def test_minh_confirms_and_takes_back(communes: Communes, practice: Practice, minh: Client) -> None:
    adoption = record(practice, communes.cell, by=communes.lan, now=timezone.now() - timedelta(days=1))
    assert "Chờ xác nhận" in minh.get("/dien-hinh/ap-dung/xac-nhan/").content.decode()
    where = f"/dien-hinh/ap-dung/xac-nhan/{adoption.public_id}/"
    page = minh.get(where).content.decode()
    assert "Chi bộ Nà Chang" in page
    assert "Vũ Thị Lan" not in page
    assert minh.get(f"{where}xac-nhan/").status_code == 405
    minh.post(f"{where}xac-nhan/")
    adoption.refresh_from_db()
    assert adoption.confirmed_at
    minh.post(f"{where}thu-lai/")
    adoption.refresh_from_db()
    assert adoption.confirmed_at is None


def test_organisers_come_in_with_a_second_factor(communes: Communes, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    answer = browser_of(communes.minh).get("/dien-hinh/ap-dung/xac-nhan/")
    assert answer.status_code == 302
    assert "tai-khoan" in answer.headers["Location"]


# --- Queries ------------------------------------------------------------------------------------


def many(communes: Communes, practice: Practice, count: int) -> None:
    for number in range(count):
        cell = make_cell(f"Chi bộ {number} của {uuid4()}", communes.na_hang)
        record(practice, cell, "kept", may_be_named=bool(number % 2))


@pytest.mark.parametrize("where", [WHO, DOOR, "/dien-hinh/ap-dung/"])
def test_a_page_costs_the_same_few_queries(
    communes: Communes, practice: Practice, lan: Client, where: str
) -> None:
    asked = []
    for _round in range(2):
        many(communes, practice, 3)
        with CaptureQueriesContext(connection) as queries:
            lan.get(where)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= 8


def test_a_committee_costs_two_queries_more(communes: Communes, practice: Practice, lan: Client) -> None:
    many(communes, practice, 4)
    with CaptureQueriesContext(connection) as queries:
        lan.get(f"{WHO}?within={communes.na_hang.public_id}&state=kept")
    assert len(queries) <= 9


def test_her_adoptions_page_costs_the_same_however_much_was_said(
    communes: Communes, practice: Practice, lan: Client
) -> None:
    adoption = record(practice, communes.cell, now=timezone.now() - timedelta(days=40))
    asked = []
    for number in range(2):
        report(adoption, "kept", now=timezone.now() - timedelta(days=3, hours=number))
        with CaptureQueriesContext(connection) as queries:
            lan.get(f"/dien-hinh/ap-dung/{adoption.public_id}/")
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= 8
