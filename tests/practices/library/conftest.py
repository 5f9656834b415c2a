"""Lan, secretary of a village's cell; Sơn, who belongs to no cell; an admin who is nobody."""

import pytest
from django.test import Client

from organisations.people.models import Person
from organisations.tree.models import Organisation
from tests.makers import account_of, make_cell, make_organisation, make_person, make_secretary


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(account_of(person), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def cell(db: None) -> Organisation:
    return make_cell("Chi bộ thôn 1", make_organisation("Đảng bộ xã A"))


@pytest.fixture
def lan(cell: Organisation) -> Person:
    return make_secretary("Vũ Thị Lan", cell, username="lan")


@pytest.fixture
def lans(lan: Person) -> Client:
    return browser_of(lan)


@pytest.fixture
def sons(db: None) -> Client:
    return browser_of(make_person("Đinh Văn Sơn", username="son"))
