"""Language and text size: hers on every device, in cookies for who has not signed in."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User

PAGE = "account_preferences"


def test_lan_chooses_large_letters_once_for_every_device(lans_phone: Client, lan: User) -> None:
    lans_phone.post(reverse(PAGE), {"language": "vi", "text_size": "largest"})
    lan.refresh_from_db()
    assert lan.text_size == User.TextSize.LARGEST
    assert 'data-text-size="largest"' in lans_phone.get(reverse("account_overview")).content.decode()


def test_a_visitor_keeps_her_choice_in_her_browser(client: Client, db: None) -> None:
    client.post(reverse(PAGE), {"language": "en", "text_size": "large"})
    page = client.get(reverse("account_login")).content.decode()
    assert '<html lang="en" data-text-size="large">' in page
    other = Client().get(reverse("account_login")).content.decode()
    assert '<html lang="vi" data-text-size="normal">' in other


def test_signing_in_brings_back_what_the_account_keeps(client: Client, lans_phone: Client) -> None:
    lans_phone.cookies["text_size"] = "largest"
    assert 'data-text-size="normal"' in lans_phone.get(reverse("account_overview")).content.decode()


@pytest.mark.parametrize("broken", ["huge", '"><script>'])
def test_a_cookie_somebody_changed_does_no_harm(client: Client, db: None, broken: str) -> None:
    client.cookies["text_size"] = client.cookies["language"] = broken
    page = client.get(reverse(PAGE))
    assert page.status_code == 200
    assert '<html lang="vi" data-text-size="normal">' in page.content.decode()


def test_saving_leads_back_to_where_she_was(lans_phone: Client) -> None:
    typed = {"language": "vi", "text_size": "large", "next": "/khoa-hoc/"}
    assert lans_phone.post(reverse(PAGE), typed)["Location"] == "/khoa-hoc/"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_saving_never_leads_to_another_site(lans_phone: Client, elsewhere: str) -> None:
    typed = {"language": "vi", "text_size": "large", "next": elsewhere}
    assert lans_phone.post(reverse(PAGE), typed)["Location"] == reverse(PAGE)
    assert elsewhere not in lans_phone.get(reverse(PAGE), {"next": elsewhere}).content.decode()


def test_what_is_not_offered_is_not_saved(lans_phone: Client, lan: User) -> None:
    answer = lans_phone.post(reverse(PAGE), {"language": "fr", "text_size": "huge"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"language", "text_size"}
    lan.refresh_from_db()
    assert (lan.language, lan.text_size) == ("vi", "normal")


def test_every_page_offers_the_way_to_larger_letters_and_back(client: Client, db: None) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert f'href="{reverse(PAGE)}?next={reverse("account_login")}"' in page
