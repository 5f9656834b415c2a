"""A hall under way, a quarter of an hour after it began, and browsers of those in it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from organisations.people.models import Person
from tests.makers import account_of
from tests.practices.checkin.makers import Hall, make_hall

Open = Callable[[Person], Client]


@pytest.fixture
def hall() -> Hall:
    return make_hall(starts_at=datetime.now(UTC) - timedelta(minutes=15))


@pytest.fixture
def browser_of() -> Open:
    def signed_in(person: Person) -> Client:
        browser = Client()
        browser.force_login(account_of(person), backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return signed_in
