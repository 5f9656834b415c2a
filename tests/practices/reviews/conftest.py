"""Lan was invited from the commune beside the host's; Minh is the organiser above her, Tú above the host."""

from dataclasses import dataclass

import pytest
from django.test import Client

from organisations.oversight.models import Grant
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.sessions.models import DemonstrationSession
from tests.makers import account_of, make_cell, make_grant, make_kind, make_organisation, make_person
from tests.makers import make_secretary as secretary
from tests.practices.reviews.makers import attend, make_held_session


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(account_of(person), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@dataclass(frozen=True)
class Ground:
    """Two communes; the host's cell, which holds the session, and Lan's."""

    host: Organisation
    session: DemonstrationSession
    chair: Person
    lan: Person
    binh: Person
    minh: Person
    tu: Person
    son: Person


@pytest.fixture
def ground(db: None) -> Ground:
    province = make_organisation("Đảng bộ tỉnh", kind=make_kind("dang_bo_tinh", "Đảng bộ tỉnh", rank=1))
    hosting = make_organisation("Đảng bộ xã Bên", province)
    host = make_cell("Chi bộ Nà Chang", hosting)
    beside = make_organisation("Đảng bộ xã Đây", province)
    chair = secretary("Bùi Văn Long", host, username="long")
    make_grant(chair, host, Grant.Role.HOST)
    minh = make_person("Bùi Văn Minh", username="minh")
    make_grant(minh, beside)
    tu = make_person("Hà Anh Tú", username="tu")
    make_grant(tu, hosting)
    return Ground(
        host=host,
        session=make_held_session(host),
        chair=chair,
        lan=secretary("Vũ Thị Lan", make_cell("Chi bộ thôn 7", beside), username="lan"),
        binh=secretary("Chẩu Văn Bình", make_cell("Chi bộ thôn 8", hosting), username="binh"),
        minh=minh,
        tu=tu,
        son=make_person("Đinh Văn Sơn", username="son"),
    )


@pytest.fixture
def lan(ground: Ground) -> Client:
    """Lan was there, and opens what is hers."""
    attend(ground.session, ground.lan)
    return browser_of(ground.lan)
