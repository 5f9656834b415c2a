"""Lan asks that something be put right, follows what becomes of it, and may take it back."""

import pytest
from django.test import Client
from django.urls import reverse

from organisations.people.actions import merge_people
from organisations.privacy.notices.actions import acknowledge_notice
from organisations.privacy.notices.models import NoticeSeen
from organisations.privacy.requests.actions import (
    AskedAlready,
    RequestIsClosed,
    answer_request,
    ask_correction,
    ask_erasure,
    withdraw_request,
)
from organisations.privacy.requests.models import DataRequest
from tests.makers import PASSWORD, make_person
from tests.organisations.conftest import World
from tests.organisations.privacy.conftest import NOW, browser_of
from tests.organisations.privacy.test_notices import published

ASK = "privacy:ask_correction"


def test_lan_asks_for_a_correction_and_sees_it_with_its_days(lans_phone: Client, world: World) -> None:
    answer = lans_phone.post(reverse(ASK), {"text": "Số cũ", "wanted": "0987 654 321"}, follow=True)
    page = answer.content.decode()
    asked = DataRequest.objects.get(person=world.lan)
    assert answer.redirect_chain[-1][0] == reverse("privacy:request", args=[asked.public_id])
    assert "0987 654 321" in page
    assert f"{asked.answer_due:%d/%m/%Y}" in page
    assert "Đã nhận" in page


def test_what_was_typed_stays_when_something_is_missing(lans_phone: Client) -> None:
    answer = lans_phone.post(reverse(ASK), {"text": "Số điện thoại này là số cũ", "wanted": ""})
    assert answer.status_code == 422
    assert "Số điện thoại này là số cũ" in answer.content.decode()
    assert not DataRequest.objects.exists()


def test_what_was_typed_waits_while_she_signs_in_again(world: World, client: Client) -> None:
    typed = {"text": "Tên đệm sai", "wanted": "Vũ Thị Lan"}
    answer = client.post(reverse(ASK), typed)
    assert answer["Location"].startswith(reverse("account_login"))
    back = client.post(answer["Location"], {"login": "lan", "password": PASSWORD}, follow=True)
    assert "Tên đệm sai" in back.content.decode()
    assert not DataRequest.objects.exists()


def test_a_double_tap_asks_once(lans_phone: Client, world: World) -> None:
    for _ in range(2):
        lans_phone.post(reverse(ASK), {"text": "Số cũ", "wanted": "0987 654 321"})
    assert DataRequest.objects.filter(person=world.lan).count() == 1


def test_two_different_mistakes_are_two_requests(world: World) -> None:
    ask_correction(person=world.lan, text="Số cũ", wanted="0987 654 321", now=NOW)
    ask_correction(person=world.lan, text="Tên sai", wanted="Vũ Thị Lan", now=NOW)
    assert DataRequest.objects.filter(person=world.lan).count() == 2


def test_she_is_erased_by_mistake_only_if_she_ticks_the_box(lans_phone: Client) -> None:
    address = reverse("privacy:ask_erasure")
    assert lans_phone.post(address, {"text": "Nghỉ hưu"}).status_code == 422
    assert lans_phone.post(address, {"text": "Nghỉ hưu", "understood": "on"}).status_code == 302
    assert DataRequest.objects.get().kind == "erase"


def test_one_asks_to_be_erased_once_at_a_time(world: World, lans_farewell: DataRequest) -> None:
    with pytest.raises(AskedAlready) as refusal:
        ask_erasure(person=world.lan, text="", now=NOW)
    assert refusal.value.request == lans_farewell
    withdraw_request(request=lans_farewell, now=NOW)
    ask_erasure(person=world.lan, text="", now=NOW)


def test_she_takes_it_back_and_nothing_can_follow(
    lans_phone: Client, world: World, lans_correction: DataRequest
) -> None:
    lans_phone.post(reverse("privacy:withdraw", args=[lans_correction.public_id]))
    lans_correction.refresh_from_db()
    assert lans_correction.state == "withdrawn"
    with pytest.raises(RequestIsClosed):
        answer_request(request=lans_correction, answer="Đã nhận", by=world.minh, now=NOW)
    again = lans_phone.post(reverse("privacy:withdraw", args=[lans_correction.public_id]), follow=True)
    assert "đã khép từ trước" in again.content.decode()


def test_son_finds_nothing_of_lans(
    sons_browser: Client, lans_phone: Client, lans_correction: DataRequest
) -> None:
    for name in ("privacy:request", "privacy:withdraw"):
        address = reverse(name, args=[lans_correction.public_id])
        assert sons_browser.post(address).status_code == 404
    page = reverse("privacy:request", args=[lans_correction.public_id])
    assert sons_browser.get(page).status_code == 404
    assert lans_phone.get(page).status_code == 200
    lans_correction.refresh_from_db()
    assert lans_correction.state == "received"


def test_a_visitor_is_asked_to_sign_in(client: Client, lans_correction: DataRequest) -> None:
    for address in (
        reverse("privacy:overview"),
        reverse(ASK),
        reverse("privacy:request", args=[lans_correction.public_id]),
    ):
        assert client.get(address)["Location"].startswith(reverse("account_login"))


def test_an_account_that_belongs_to_nobody_has_no_data(admin_client: Client) -> None:
    for name in ("overview", "ask_correction", "ask_erasure"):
        assert admin_client.get(reverse(f"privacy:{name}")).status_code == 404


def test_what_two_entries_asked_is_one_persons(world: World, lans_farewell: DataRequest) -> None:
    twin = make_person("Vũ Lan", username="lan2")
    notice = published()
    for person in (world.lan, twin):
        acknowledge_notice(person=person, notice=notice, now=NOW)
    ask_erasure(person=twin, text="", now=NOW)
    ask_correction(person=twin, text="Hai mục", wanted="Một mục", now=NOW)
    merge_people(kept=world.lan, gone=twin, by=None, now=NOW)
    kept = DataRequest.objects.filter(person=world.lan)
    assert sorted(kept.values_list("kind", "state")) == [
        ("correct", "received"),
        ("erase", "received"),
        ("erase", "withdrawn"),
    ]
    assert NoticeSeen.objects.filter(person=world.lan).count() == 1
    assert browser_of(world.son).get(reverse("privacy:overview")).status_code == 200
