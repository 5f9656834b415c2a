"""Hạnh administers commune A, where Lan is secretary; Tú administers the neighbouring commune B."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import User
from organisations.oversight.models import Grant
from organisations.people.models import Person
from organisations.privacy.requests.actions import ask_correction, ask_erasure
from organisations.privacy.requests.models import DataRequest
from tests.makers import account_of, make_grant, make_person
from tests.organisations.conftest import World

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
"""A Monday, noon in Vietnam."""


def browser_of(account: User) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def hanh(world: World) -> Person:
    hanh = make_person("Lý Thị Hạnh", username="hanh")
    make_grant(hanh, world.a, Grant.Role.ADMINISTRATOR)
    return hanh


@pytest.fixture
def neighbour(world: World) -> Client:
    tu = make_person("Hà Văn Tài", username="tai")
    make_grant(tu, world.b, Grant.Role.ADMINISTRATOR)
    return browser_of(account_of(tu))


@pytest.fixture
def lans_phone(world: World) -> Client:
    return browser_of(account_of(world.lan))


@pytest.fixture
def desk(hanh: Person) -> Client:
    """Hạnh's browser."""
    return browser_of(account_of(hanh))


@pytest.fixture
def sons_browser(world: World) -> Client:
    return browser_of(world.son)


@pytest.fixture
def lans_correction(world: World) -> DataRequest:
    return ask_correction(person=world.lan, text="Số điện thoại cũ", wanted="0987 654 321", now=NOW)


@pytest.fixture
def lans_farewell(world: World) -> DataRequest:
    return ask_erasure(person=world.lan, text="Tôi nghỉ hưu", now=NOW)
