"""Lan plays, Hoa brings content in, Sơn must see nothing; files of a kind of our own stand for all kinds."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from accounts.roles import LECTURERS, ORGANISERS, REVIEWERS
from media.packages import kinds
from organisations.people.models import Person
from tests.makers import account_of, make_person
from tests.package_makers import OwnKind


@pytest.fixture
def lan(db: None) -> Person:
    return make_person("Vũ Thị Lan", username="lan", phone="+84912345678")


@pytest.fixture
def son(db: None) -> Person:
    return make_person("Đinh Văn Sơn", username="son")


@pytest.fixture
def handler(monkeypatch: pytest.MonkeyPatch) -> OwnKind:
    own = OwnKind()
    monkeypatch.setattr(kinds, "_handlers", [lambda: own])
    return own


def somebody(name: str, username: str, group: str = "") -> User:
    account = account_of(make_person(name, username=username))
    account.groups.set(Group.objects.filter(name=group))
    return User.objects.get(pk=account.pk)


def browser(account: User) -> Any:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def hoa(db: None) -> User:
    return somebody("Trần Thị Hoa", "hoa", LECTURERS)


@pytest.fixture
def tam(db: None) -> User:
    return somebody("Lý Thị Tâm", "tam", REVIEWERS)


@pytest.fixture
def minh(db: None) -> User:
    return somebody("Hoàng Văn Minh", "minh", ORGANISERS)
