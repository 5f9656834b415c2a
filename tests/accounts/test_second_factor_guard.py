"""Nobody sees what is guarded without a second factor: led to set one up, and on to where she was going."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import AnonymousUser, Permission
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from accounts.second_factor.guard import lacks_second_factor, second_factor_required
from accounts.second_factor.middleware import SecondFactorMiddleware
from tests.accounts.conftest import sign_in
from tests.accounts.second_factors import code_now
from tests.makers import account_of, make_person

SET_UP = "/tai-khoan/xac-minh-hai-buoc/"


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def hoa(db: None) -> User:
    account = account_of(make_person("Trần Thị Hoa", username="hoa"))
    account.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return account


@pytest.fixture
def desktop(hoa: User) -> Client:
    browser = Client()
    sign_in(browser, "hoa")
    return browser


def test_hoa_is_told_why_sets_one_up_and_goes_on_to_where_she_was_going(desktop: Client) -> None:
    wanted = "/quan-tri/pages/?q=a"
    stopped = desktop.get(wanted)
    assert stopped["Location"].startswith(f"{SET_UP}?next=")
    page = desktop.get(stopped["Location"]).content.decode()
    assert "Xin thiết lập bước thứ hai trước" in page
    assert "xem được thông tin của các đồng chí khác" in page
    desktop.get(reverse("mfa_activate_totp"))
    code = code_now(desktop.session["mfa.totp.secret"])
    done = desktop.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert f'href="{wanted}"' in done.content.decode()
    assert desktop.get("/quan-tri/", follow=True).status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_the_way_on_never_leads_to_another_site(desktop: Client, hoa: User, elsewhere: str) -> None:
    desktop.get(SET_UP, {"next": elsewhere})
    TOTP.activate(hoa, "JBSWY3DPEHPK3PXP")
    assert elsewhere not in desktop.get(SET_UP).content.decode()


def test_with_one_she_goes_straight_in_and_the_answer_is_kept(
    desktop: Client, hoa: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    TOTP.activate(hoa, "JBSWY3DPEHPK3PXP")
    assert desktop.get("/quan-tri/").status_code == 200
    assert desktop.session["second_factor_seen"] == hoa.pk
    request = RequestFactory().get("/quan-tri/")
    request.user = hoa
    request.session = desktop.session
    request.session.keys()  # read, as the sign-in of every request reads it
    with django_assert_num_queries(0):
        assert not lacks_second_factor(request)


def test_it_asks_the_database_once(
    desktop: Client, hoa: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = RequestFactory().get("/quan-tri/")
    request.user = hoa
    request.session = desktop.session
    request.session.keys()  # read, as the sign-in of every request reads it
    with django_assert_num_queries(1):
        assert lacks_second_factor(request)


def test_a_factor_taken_away_is_asked_for_again(desktop: Client, hoa: User, settings: Settings) -> None:
    TOTP.activate(hoa, "JBSWY3DPEHPK3PXP")
    desktop.get("/quan-tri/")
    settings.SECOND_FACTOR_FOR = []  # her post no longer asks for one, so she may
    desktop.post(reverse("mfa_deactivate_totp"))
    assert desktop.get("/quan-tri/")["Location"].startswith(SET_UP)


def test_what_she_sends_without_one_is_not_done(desktop: Client) -> None:
    stopped = desktop.post("/quan-tri/pages/1/delete/")
    assert stopped["Location"] == SET_UP


def test_learners_places_ask_for_nothing(desktop: Client, lans_phone: Client) -> None:
    for browser in (desktop, lans_phone):
        assert browser.get(reverse("account_overview")).status_code == 200


def test_visitors_are_asked_to_sign_in_as_before(client: Client, db: None) -> None:
    assert client.get("/quan-tri/")["Location"].startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize(
    ("path", "guarded"),
    [
        ("/quan-tri/", True),
        ("/quan-tri/users/", True),
        ("/theo-doi/tinh/", True),
        ("/quan-tri/login/", False),
        ("/quan-tri/logout/", False),
        ("/tai-khoan/", False),
        ("/", False),
    ],
)
def test_what_is_guarded(path: str, guarded: bool) -> None:
    assert SecondFactorMiddleware(lambda request: HttpResponse()).is_guarded(path) == guarded


def test_a_name_that_no_room_has_guards_nothing(settings: Settings) -> None:
    settings.SECOND_FACTOR_GUARDS = ["no_such_address"]
    assert not SecondFactorMiddleware(lambda request: HttpResponse()).is_guarded("/quan-tri/")


def test_where_it_is_only_offered_nobody_is_stopped(desktop: Client, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    assert desktop.get("/quan-tri/").status_code == 200


def test_a_single_view_can_be_guarded_too(desktop: Client, hoa: User, rf: RequestFactory) -> None:
    @second_factor_required
    def others(request: HttpRequest) -> HttpResponse:
        return HttpResponse("dữ liệu")

    request = rf.get("/toi/to/")
    request.user, request.session = AnonymousUser(), desktop.session
    assert others(request)["Location"].startswith(reverse("account_login"))
    request.user = hoa
    assert others(request)["Location"].startswith(SET_UP)
    TOTP.activate(hoa, "JBSWY3DPEHPK3PXP")
    assert others(request).content.decode() == "dữ liệu"
