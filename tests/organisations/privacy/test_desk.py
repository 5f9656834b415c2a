"""The desk: Hạnh handles the requests of commune A, by their clocks; for everybody else it is not there."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import ModelLogEntry

from organisations.oversight.models import Reading
from organisations.people.models import Person
from organisations.privacy.requests.actions import answer_request, ask_correction, ask_erasure
from organisations.privacy.requests.models import DataRequest
from tests.makers import account_of, make_person, make_secretary
from tests.organisations.conftest import World
from tests.organisations.privacy.conftest import browser_of

QUEUE = "/quan-tri/yeu-cau-du-lieu/"
PAGES = ["desk_request", "desk_answer", "desk_correct", "desk_erase", "desk_refuse"]


def at(name: str, asked: DataRequest) -> str:
    return reverse(f"privacy:{name}", args=[asked.public_id])


@pytest.mark.parametrize("name", sorted({*PAGES} - {"desk_correct"}))
def test_every_page_is_hanhs_and_nobody_elses(
    desk: Client, neighbour: Client, sons_browser: Client, world: World, lans_farewell: DataRequest, name: str
) -> None:
    organiser, lan = browser_of(world.minh), browser_of(account_of(world.lan))
    for browser in (neighbour, sons_browser, organiser, lan):
        assert browser.get(at(name, lans_farewell)).status_code == 404
        assert browser.post(at(name, lans_farewell), {"text": "x", "word": "XÓA"}).status_code == 404
    assert desk.get(at(name, lans_farewell)).status_code in (200, 302)
    lans_farewell.refresh_from_db()
    assert lans_farewell.state == "received"


def test_a_correction_is_hanhs_and_nobody_elses(
    desk: Client, neighbour: Client, sons_browser: Client, lans_correction: DataRequest
) -> None:
    form = {"full_name": "Khác", "phone": "", "email": "", "text": "x"}
    for browser in (neighbour, sons_browser):
        assert browser.get(at("desk_correct", lans_correction)).status_code == 404
        assert browser.post(at("desk_correct", lans_correction), form).status_code == 404
    assert desk.get(at("desk_correct", lans_correction)).status_code == 200


def test_nobody_is_erased_who_asked_for_something_else(desk: Client, lans_correction: DataRequest) -> None:
    assert desk.post(at("desk_erase", lans_correction), {"word": "XÓA"}).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client, lans_correction: DataRequest) -> None:
    for name in PAGES:
        assert client.get(at(name, lans_correction))["Location"].startswith(reverse("account_login"))


def test_each_administrator_finds_her_own_part_alone(
    desk: Client, neighbour: Client, sons_browser: Client, lans_correction: DataRequest
) -> None:
    assert "Vũ Thị Lan" in desk.get(QUEUE).content.decode()
    page = neighbour.get(QUEUE).content.decode()
    assert "Vũ Thị Lan" not in page
    assert "Không có ai đang chờ" in page
    assert sons_browser.get(QUEUE).status_code == 404


def test_the_menu_shows_the_desk_to_those_who_sit_at_it(desk: Client, world: World) -> None:
    assert QUEUE in desk.get(reverse("wagtailadmin_home")).content.decode()
    assert QUEUE not in browser_of(world.minh).get(reverse("wagtailadmin_home")).content.decode()


def test_who_administers_everything_sees_every_request(
    admin_client: Client, lans_correction: DataRequest, world: World
) -> None:
    nowhere = make_person("Người Không Chức Vụ", username="khong")
    ask_correction(person=nowhere, text="Sai", wanted="Đúng", now=timezone.now())
    page = admin_client.get(QUEUE).content.decode()
    assert "Vũ Thị Lan" in page
    assert "Người Không Chức Vụ" in page


def test_what_runs_out_first_stands_first_and_lateness_is_said_in_words(desk: Client, world: World) -> None:
    now = timezone.now()
    other = make_secretary("Chu Văn Đoàn", world.cell_a, post="deputy")
    late = ask_correction(person=other, text="Sai", wanted="Đúng", now=now - timedelta(days=60))
    ask_correction(person=world.lan, text="Sai", wanted="Đúng", now=now)
    page = desk.get(QUEUE).content.decode()
    assert page.index("Chu Văn Đoàn") < page.index("Vũ Thị Lan")
    days = (timezone.localdate(now) - late.answer_due).days
    assert f"Trả lời chậm {days} ngày" in " ".join(page.split())
    assert "icon-warning" in page


def test_the_desk_says_when_the_years_holidays_are_missing(desk: Client, settings: Settings) -> None:
    settings.PUBLIC_HOLIDAYS = []
    assert "PUBLIC_HOLIDAYS" in desk.get(QUEUE).content.decode()
    settings.PUBLIC_HOLIDAYS = [timezone.localdate()]
    assert "PUBLIC_HOLIDAYS" not in desk.get(QUEUE).content.decode()


def test_reading_at_the_desk_is_noted(desk: Client, hanh: Person, lans_correction: DataRequest) -> None:
    desk.get(QUEUE)
    desk.get(at("desk_request", lans_correction))
    noted = Reading.objects.filter(reader=hanh.account, person=lans_correction.person)
    assert sorted(noted.values_list("screen", flat=True)) == ["request", "requests"]


def test_an_answer_reaches_lan(desk: Client, lans_phone: Client, lans_correction: DataRequest) -> None:
    desk.post(at("desk_answer", lans_correction), {"text": "Đồng chí cho xin ảnh bìa sổ."})
    lans_correction.refresh_from_db()
    assert lans_correction.state == "answered"
    page = lans_phone.get(reverse("privacy:request", args=[lans_correction.public_id])).content.decode()
    assert "ảnh bìa sổ" in page


def test_a_correction_is_kept_with_what_stood_before(
    desk: Client, lans_phone: Client, hanh: Person, lans_correction: DataRequest
) -> None:
    form = {
        "full_name": "Vũ Thị Lan",
        "phone": "0987 654 322",
        "email": "lan@example.vn",
        "text": "Đã sửa số điện thoại.",
    }
    assert desk.post(at("desk_correct", lans_correction), form).status_code == 302
    lans_correction.refresh_from_db()
    lan = Person.objects.get(pk=lans_correction.person_id)
    assert (lan.phone, account_of(lan).phone, lan.email) == ("+84987654322", "+84987654322", "lan@example.vn")
    assert (lans_correction.state, lans_correction.handled_by) == ("done", hanh.account)
    assert lans_correction.changes["phone"] == ["+84912345678", "+84987654322"]
    assert "full_name" not in lans_correction.changes
    entry = ModelLogEntry.objects.get(action="organisations.edit")
    assert (entry.user, entry.data["changed"]["email"]) == (hanh.account, ["", "lan@example.vn"])
    page = lans_phone.get(reverse("privacy:overview")).content.decode()
    assert "0987 654 322" in page
    assert "Đã sửa số điện thoại." in desk.get(at("desk_request", lans_correction)).content.decode()


def test_a_telephone_of_somebody_else_is_refused_and_what_was_typed_stays(
    desk: Client, world: World, lans_correction: DataRequest
) -> None:
    form = {"full_name": "Vũ Thị Lan", "phone": "0912 345 679", "email": "", "text": "Đã sửa."}
    answer = desk.post(at("desk_correct", lans_correction), form)
    assert answer.status_code == 422
    assert "0912 345 679" in answer.content.decode()
    lans_correction.refresh_from_db()
    assert lans_correction.state == "received"
    assert Person.objects.get(pk=world.lan.pk).phone == "+84912345678"


def test_a_refusal_needs_a_reason_and_lan_can_read_it(
    desk: Client, lans_phone: Client, lans_correction: DataRequest
) -> None:
    assert desk.post(at("desk_refuse", lans_correction), {"text": " "}).status_code == 422
    desk.post(at("desk_refuse", lans_correction), {"text": "Số này đúng theo hồ sơ."})
    page = lans_phone.get(reverse("privacy:request", args=[lans_correction.public_id])).content.decode()
    assert "Số này đúng theo hồ sơ." in page
    assert "Từ chối" in page


def test_two_administrators_do_not_close_it_twice(
    desk: Client, hanh: Person, lans_correction: DataRequest
) -> None:
    desk.post(at("desk_refuse", lans_correction), {"text": "Số này đúng."})
    again = desk.post(at("desk_answer", lans_correction), {"text": "Sẽ sửa."}, follow=True)
    assert "đã khép từ trước" in again.content.decode()
    lans_correction.refresh_from_db()
    assert lans_correction.answer == ""


def test_an_answered_request_runs_on_its_second_clock(world: World, lans_correction: DataRequest) -> None:
    answer_request(request=lans_correction, answer="Sẽ sửa", by=world.minh, now=lans_correction.asked_at)
    lans_correction.refresh_from_db()
    clock = lans_correction.clock_on(lans_correction.finish_due)
    assert clock is not None
    assert (clock.days_left, clock.is_for_answer) == (0, False)


def test_a_long_queue_costs_the_same_few_queries(
    desk: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        person = make_secretary(f"Người Thứ {number}", world.cell_a, post="committee")
        ask_erasure(person=person, text="", now=timezone.now())
    desk.get(QUEUE)
    with django_assert_max_num_queries(30):
        desk.get(QUEUE)
