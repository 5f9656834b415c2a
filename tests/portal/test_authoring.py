"""The authoring site is ours: its name, its account page, and no way to another host."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.roles import LECTURERS
from organisations.people.models import Person
from tests.makers import PASSWORD, account_of, make_person


@pytest.fixture
def hoa(db: None) -> Person:
    hoa = make_person("Lê Thị Hoa", username="hoa")
    account_of(hoa).groups.set(Group.objects.filter(name=LECTURERS))
    return hoa


@pytest.fixture
def hoas_browser(hoa: Person, client: Client) -> Client:
    client.force_login(account_of(hoa), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_an_author_comes_to_her_desk_and_a_learner_to_hers(hoa: Person, client: Client) -> None:
    make_person("Vũ Thị Lan", username="lan")
    for username, desk in (("hoa", "wagtailadmin_home"), ("lan", "home")):
        answer = client.post(reverse("account_login"), {"login": username, "password": PASSWORD})
        assert answer["Location"] == reverse(desk)
        client.logout()


@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailadmin_account", "wagtailimages:index"])
def test_no_page_leads_or_calls_to_another_host(hoas_browser: Client, name: str) -> None:
    page = hoas_browser.get(reverse(name)).content.decode()
    page = re.sub(r"<noscript.*?</noscript>", "", page, flags=re.DOTALL)
    elsewhere = re.findall(r'(?:href|src|action)=\\?["\']((?:https?:)?//[^"\']+)', page)
    assert elsewhere == []
    assert "docs.wagtail.org" not in page
    assert "guide.wagtail.org" not in page


def test_her_account_in_the_authoring_site_does_not_ask_for_two_names(hoas_browser: Client) -> None:
    page = hoas_browser.get(reverse("wagtailadmin_account")).content.decode()
    assert "first_name" not in page
    assert "notifications" in page


def test_she_is_called_by_her_whole_name(hoas_browser: Client) -> None:
    assert "Lê Thị Hoa" in hoas_browser.get(reverse("wagtailadmin_home")).content.decode()


def test_signing_in_to_the_authoring_site_is_signing_in(client: Client, db: None) -> None:
    answer = client.get(reverse("wagtailadmin_home"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_an_account_made_in_the_authoring_site_needs_one_name_and_no_e_mail(admin_client: Client) -> None:
    form = {
        "username": "lan",
        "full_name": "Vũ Thị Lan",
        "phone": "0912 345 678",
        "email": "",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    answer = admin_client.post(reverse("wagtailusers_users:add"), form)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    listed = admin_client.get(reverse("wagtailusers_users:index"), {"q": "Thị Lan"}).content.decode()
    assert "Vũ Thị Lan" in listed
    taken = admin_client.post(reverse("wagtailusers_users:add"), {**form, "username": "khac"})
    assert taken.status_code == 200
