"""Lan, a secretary with a telephone and an e-mail address; Sơn, a stranger."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.makers import PASSWORD, account_of, make_person


@pytest.fixture
def lan(db: None) -> User:
    account = account_of(make_person("Nông Thị Lan", username="lan", phone="+84912345678"))
    account.email = "lan@example.vn"
    account.save()
    return account


@pytest.fixture
def son(db: None) -> User:
    return account_of(make_person("Đinh Văn Sơn", username="son", phone="+84987654321"))


def sign_in(browser: Client, name: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    """Fill in the form as she would; the answer is what her browser gets."""
    return browser.post(reverse("account_login"), {"login": name, "password": password, **more})  # type: ignore[return-value]


def is_signed_in(browser: Client) -> bool:
    return browser.get(reverse("account_overview")).status_code == 200


@pytest.fixture
def lans_phone(lan: User) -> Client:
    """A browser in which Lan has signed in."""
    browser = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 10; K) Chrome/126.0 Mobile Safari/537.36")
    sign_in(browser, "lan")
    return browser
