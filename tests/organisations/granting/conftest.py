"""Hà administers commune A, Ý audits it, Nghĩa administers everything; each at her own desk."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import User
from organisations.people.models import Person
from tests.makers import account_of, make_grant, make_person, make_secretary
from tests.organisations.conftest import World

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
Desk = Callable[[User], Client]


@dataclass(frozen=True)
class Office:
    """Who gives roles and reads the log; Hòa is a deputy in commune A, to whom roles can be given."""

    ha: User
    y: User
    nghia: User
    hoa: Person


@pytest.fixture
def office(world: World) -> Office:
    ha, y = make_person("Trần Thị Hà", username="ha"), make_person("Tạ Thị Ý", username="y")
    make_grant(ha, world.a, "administrator")
    make_grant(y, world.a, "auditor")
    return Office(
        ha=account_of(ha),
        y=account_of(y),
        nghia=User.objects.create_superuser(username="nghia", full_name="Quan Văn Nghĩa"),
        hoa=make_secretary("Phạm Văn Hòa", world.cell_a, username="hoa", post="deputy"),
    )


@pytest.fixture
def desk() -> Desk:
    def at(account: User) -> Client:
        browser = Client()
        browser.force_login(account, backend=BACKEND)
        return browser

    return at
