"""The devices she is signed in on: seen, named, signed out; nobody else's."""

from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.conftest import is_signed_in, sign_in


def session_of(account: User, *, behind: str = "") -> UserSession:
    found: UserSession = UserSession.objects.get(user=account, user_agent__contains=behind)
    return found


def test_lan_sees_her_devices_by_name_and_nobody_elses(lans_phone: Client, son: User) -> None:
    sign_in(Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/128.0"), "son")
    page = lans_phone.get(reverse("usersessions_list")).content.decode()
    assert "Chrome" in page
    assert "Android" in page
    assert "Firefox" not in page


def test_she_signs_out_a_device_she_lent(lans_phone: Client, lan: User) -> None:
    lent = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/128.0")
    sign_in(lent, "lan")
    lans_phone.post(reverse("account_end_session", args=[session_of(lan, behind="Firefox").pk]))
    assert not is_signed_in(lent)
    assert is_signed_in(lans_phone)


def test_son_cannot_sign_lan_out(lans_phone: Client, lan: User, son: User, client: Client) -> None:
    sign_in(client, "son")
    address = reverse("account_end_session", args=[session_of(lan).pk])
    assert client.post(address).status_code == 404
    assert is_signed_in(lans_phone)
    assert lans_phone.post(address).status_code == 302


def test_opening_the_address_changes_nothing(lans_phone: Client, lan: User) -> None:
    address = reverse("account_end_session", args=[session_of(lan).pk])
    assert lans_phone.get(address).status_code == 405
    assert is_signed_in(lans_phone)


def test_she_signs_out_everywhere_else_at_once(lans_phone: Client, lan: User, son: User) -> None:
    others = [Client(), Client()]
    for browser in others:
        sign_in(browser, "lan")
    sons = Client()
    sign_in(sons, "son")
    lans_phone.post(reverse("usersessions_list"))
    assert [is_signed_in(browser) for browser in (lans_phone, *others, sons)] == [True, False, False, True]
