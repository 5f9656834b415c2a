"""The browsers of Minh, who organises commune A, of Tú beside him, of Sơn and of an author."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import LECTURERS
from organisations.people.models import Person
from tests.makers import account_of, make_person
from tests.organisations.conftest import World


def browser_of(account: User) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def site(world: World) -> World:
    """The same two communes, with an authoring site that lets organisers in."""
    return world


@pytest.fixture
def minh(site: World) -> Client:
    return browser_of(site.minh)


@pytest.fixture
def tu(site: World) -> Client:
    return browser_of(site.tu)


@pytest.fixture
def root(site: World) -> Client:
    return browser_of(User.objects.create_superuser(username="root", full_name="Quản trị"))


@pytest.fixture
def strangers(site: World) -> list[Client]:
    """Tú, who oversees others; Hoa, who only writes; Sơn, who has no business in the authoring site."""
    hoa = account_of(make_person("Lê Thị Hoa", username="hoa"))
    hoa.groups.set(Group.objects.filter(name=LECTURERS))
    return [browser_of(account) for account in (site.tu, hoa, site.son)]


def address(name: str, *about: Any) -> str:
    return reverse(f"personnel:{name}", args=[getattr(one, "public_id", one) for one in about])


def text_of(answer: Any) -> str:
    page: str = answer.content.decode()
    return page


def is_nothing(answer: Any) -> bool:
    """Not found; who may not enter the authoring site at all is led to sign-in, whatever the address."""
    return answer.status_code == 404 or (
        answer.status_code == 302 and reverse("wagtailadmin_login") in answer["Location"]
    )


def page_of(person: Person) -> str:
    return address("person", person)
