"""When something is wrong, the page says what, in our look, and leads on."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from portal import views
from tests.makers import PASSWORD, make_person

EVERY_PAGE = 'class="masthead"'


def test_an_unknown_page_says_so_and_leads_home(client: Client, db: None) -> None:
    answer = client.get("/khong-co-trang-nay/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert EVERY_PAGE in page
    assert f'<a class="button wide" href="{reverse("home")}">' in page


def test_a_forbidden_page_is_in_our_look(db: None) -> None:
    answer = views.forbidden(RequestFactory().get("/"), PermissionDenied())
    assert answer.status_code == 403
    assert EVERY_PAGE in answer.content.decode()


def test_a_broken_site_answers_without_its_database() -> None:
    """No `db` here: a query would fail this test."""
    answer = views.broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert EVERY_PAGE in answer.content.decode()


def stale_post(referer: str, *, secure: bool = False) -> str:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(
        reverse("account_preferences"), {"language": "vi"}, headers={"Referer": referer}, secure=secure
    )
    assert answer.status_code == 403
    return answer.content.decode()


def test_a_stale_form_leads_back_to_the_page_it_came_from(db: None) -> None:
    assert 'href="http://testserver/khoa-hoc/"' in stale_post("http://testserver/khoa-hoc/")


@pytest.mark.parametrize("referer", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_a_stale_form_never_leads_to_another_site(db: None, referer: str) -> None:
    page = stale_post(referer)
    assert f'<a class="button wide" href="{reverse("home")}">' in page
    assert "example.org" not in page


def test_a_form_in_a_tab_from_before_signing_in_is_not_taken_and_says_so(db: None) -> None:
    make_person("Nông Thị Lan", username="lan")
    browser = Client(enforce_csrf_checks=True)
    browser.get(reverse("account_login"))
    old = browser.cookies["csrftoken"].value
    browser.post(reverse("account_login"), {"login": "lan", "password": PASSWORD, "csrfmiddlewaretoken": old})
    new = browser.cookies["csrftoken"].value
    choice = {"language": "vi", "text_size": "large"}
    stale = browser.post(reverse("account_preferences"), {**choice, "csrfmiddlewaretoken": old})
    assert stale.status_code == 403
    assert "portal/stale_form.html" in [template.name for template in stale.templates]
    # What site.js does on sending: the token of the cookie instead of the page's.
    assert (
        browser.post(reverse("account_preferences"), {**choice, "csrfmiddlewaretoken": new}).status_code
        == 302
    )
