"""Opening, closing and reopening the account of somebody whom one oversees."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from accounts.models import User
from organisations.people.models import Person
from tests.makers import PASSWORD, account_of, make_grant, make_secretary
from tests.organisations.conftest import World
from tests.organisations.personnel.conftest import address, browser_of, is_nothing, page_of, text_of


def somebody_without(site: World, name: str = "Vũ Thị Lan", **fields: Any) -> Person:
    return make_secretary(name, site.cell_a, post="deputy", **fields)


def test_a_user_name_is_proposed_and_the_account_has_no_password(site: World, minh: Client) -> None:
    person = somebody_without(site, phone="+84911222333")
    User.objects.create_user(username="lan.vuthi", full_name="Một người khác")
    assert 'value="lan.vuthi2"' in text_of(minh.get(address("open_account", person)))
    answer = minh.post(address("open_account", person), {"username": "lan.vuthi2"})
    assert answer["Location"] == page_of(person)
    person.refresh_from_db()
    account = account_of(person)
    assert (account.username, account.phone) == ("lan.vuthi2", "+84911222333")
    assert not account.has_usable_password()
    assert "Đã mở tài khoản" in text_of(minh.get(page_of(person)))
    assert is_nothing(minh.get(address("open_account", person)))


def test_a_user_name_that_is_taken_or_cannot_be_typed_is_refused(site: World, minh: Client) -> None:
    person = somebody_without(site)
    for username in ("binh", "Lan Vũ", "0912345678", ""):
        answer = minh.post(address("open_account", person), {"username": username})
        assert answer.status_code == 422, username
        assert f'value="{username}"' in text_of(answer) or not username
    person.refresh_from_db()
    assert person.account is None


def test_a_telephone_of_another_account_is_said_and_nothing_is_opened(site: World, minh: Client) -> None:
    person = somebody_without(site, phone="+84912345679")
    answer = minh.post(address("open_account", person), {"username": "lan.khac"})
    assert answer.status_code == 422
    assert "Đã có tài khoản khác dùng số điện thoại này" in text_of(answer)
    assert not User.objects.filter(username="lan.khac").exists()


def test_a_closed_account_is_signed_out_everywhere_and_can_be_reopened(site: World, minh: Client) -> None:
    phone = Client()
    phone.post(reverse("account_login"), {"login": "lan", "password": PASSWORD})
    assert phone.get(reverse("account_overview")).status_code == 200
    assert UserSession.objects.filter(user=account_of(site.lan)).exists()

    assert "đăng xuất ngay" in text_of(minh.get(address("close_account", site.lan)))
    assert minh.post(address("close_account", site.lan))["Location"] == page_of(site.lan)
    assert not User.objects.get(username="lan").is_active
    assert phone.get(reverse("account_overview")).status_code == 302
    assert not UserSession.objects.filter(user=account_of(site.lan)).exists()

    assert is_nothing(minh.post(address("close_account", site.lan)))
    assert minh.post(address("reopen_account", site.lan)).status_code == 302
    assert User.objects.get(username="lan").is_active
    page = text_of(minh.get(page_of(site.lan)))
    assert "Đã đóng tài khoản" in page
    assert "Đã mở lại tài khoản" in page


def test_nobody_closes_her_own_account(site: World, root: Client) -> None:
    make_grant(site.lan, site.a)
    lan = browser_of(account_of(site.lan))
    assert address("close_account", site.lan) not in text_of(lan.get(page_of(site.lan)))
    answer = lan.post(address("close_account", site.lan))
    assert answer.status_code == 422
    assert User.objects.get(username="lan").is_active


def test_an_administrators_account_is_another_administrators_business(
    site: World, minh: Client, root: Client
) -> None:
    User.objects.filter(username="lan").update(is_superuser=True)
    answer = minh.post(address("close_account", site.lan))
    assert answer.status_code == 422
    assert "chỉ người quản trị mới" in text_of(answer)
    assert User.objects.get(username="lan").is_active
    assert root.post(address("close_account", site.lan)).status_code == 302
    assert not User.objects.get(username="lan").is_active


def test_an_account_for_somebody_with_a_role_is_opened_by_an_administrator(
    site: World, minh: Client, root: Client
) -> None:
    person = somebody_without(site)
    make_grant(person, site.province)
    assert minh.post(address("open_account", person), {"username": "lan.vu"}).status_code == 422
    assert root.post(address("open_account", person), {"username": "lan.vu"}).status_code == 302
