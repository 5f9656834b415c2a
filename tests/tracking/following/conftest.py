"""Both secretaries owe a course since January; the pages are read as somebody sees them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organisations.people.models import Person
from organisations.tree.models import Organisation
from tests.assigning import assign, finish, start
from tests.makers import account_of
from tests.tracking.conftest import Ground

DUE = date(2026, 6, 30)
TODAY = timezone.localdate()


def seen_by(who: Person | User) -> Client:
    client = Client()
    client.force_login(
        who if isinstance(who, User) else account_of(who),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def address(name: str, organisation: Organisation, **asked: str) -> str:
    query = "&".join(f"{key.replace('_', '-')}={value}" for key, value in asked.items())
    return f"{reverse(f'tracking:{name}', args=[organisation.public_id])}?{query}"


def text_of(client: Client, where: str, status: int = 200) -> str:
    answer = client.get(where)
    assert answer.status_code == status, where
    return answer.content.decode()


@pytest.fixture
def assigned(ground: Ground) -> Ground:
    """Both secretaries owe the course since January; Lan finished late, Tâm has begun."""
    assign(ground.course, ground.province, due=DUE)
    finish(ground.lan, ground.course, date(2026, 7, 2))
    start(ground.tam, ground.course, date(2026, 3, 1))
    return ground
