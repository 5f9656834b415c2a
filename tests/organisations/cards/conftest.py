"""Minh's desk and his neighbour's; in commune A a cell with Lan and Hòa, who has no account yet."""

import pytest
from django.test import Client

from accounts.models import User
from organisations.people.models import Person
from tests.makers import make_secretary
from tests.organisations.conftest import World


@pytest.fixture
def hoa(world: World) -> Person:
    return make_secretary("Phạm Văn Hòa", world.cell_a, post="deputy")


def desk_of(account: User) -> Client:
    browser = Client()
    browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser
