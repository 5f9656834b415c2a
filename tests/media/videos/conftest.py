"""Hoa writes lessons, Sơn must see nothing."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.roles import LECTURERS
from organisations.people.models import Person
from tests.makers import account_of, make_person


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(account_of(person), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def hoa(db: None) -> Person:
    """A lecturer."""
    person = make_person("Nguyễn Thị Hoa", username="hoa")
    account_of(person).groups.add(Group.objects.get(name=LECTURERS))
    return person


@pytest.fixture
def hoas_browser(hoa: Person) -> Client:
    return browser_of(hoa)


@pytest.fixture
def sons_browser(db: None) -> Client:
    return browser_of(make_person("Đinh Văn Sơn", username="son"))


@pytest.fixture
def another_lecturers_browser(hoa: Person) -> Client:
    person = make_person("Lê Văn Tú", username="tu")
    account_of(person).groups.add(Group.objects.get(name=LECTURERS))
    return browser_of(person)
