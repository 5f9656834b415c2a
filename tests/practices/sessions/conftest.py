"""A commune whose host invites its secretaries; the commune beside it; Sơn, who must see nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.sessions.models import DemonstrationSession, Participant
from tests.makers import (
    account_of,
    make_cell,
    make_grant,
    make_kind,
    make_organisation,
    make_person,
    make_secretary,
)
from tests.practices.makers import make_session

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    """Two communes of a province; in each a host, and cells with a secretary and a deputy."""

    province: Organisation
    commune: Organisation
    cells: list[Organisation]
    host: Person
    lan: Person
    secretaries: list[Person]
    deputies: list[Person]
    minh: Person
    neighbour: Person
    neighbours_cell: Organisation
    son: Person

    @property
    def hosts_account(self) -> User:
        return account_of(self.host)


@pytest.fixture
def world(db: None) -> World:
    province = make_organisation("Đảng bộ tỉnh", kind=make_kind("dang_bo_tinh", "Đảng bộ tỉnh", rank=1))
    commune, beside = (make_organisation(f"Đảng bộ xã {name}", province) for name in ("A", "B"))
    cells = [make_cell(f"Chi bộ thôn {number}", commune) for number in (1, 2, 3)]
    lan = make_secretary("Vũ Thị Lan", cells[0], username="lan")
    others = [
        make_secretary("Đặng Văn Dũng", cells[1], username="dung"),
        make_secretary("Hoàng Thị Ánh", cells[2], username="anh"),
    ]
    neighbours_cell = make_cell("Chi bộ thôn 1", beside)
    make_secretary("Lò Văn Bên", neighbours_cell, username="ben")
    host, neighbour = (
        make_person("Ma Thị Duyên", username="duyen"),
        make_person("Tô Văn Cạnh", username="canh"),
    )
    make_grant(host, commune, "host")
    make_grant(neighbour, beside, "host")
    minh = make_person("Bùi Văn Minh", username="minh")
    make_grant(minh, cells[0], "organiser")
    return World(
        province=province,
        commune=commune,
        cells=cells,
        host=host,
        lan=lan,
        secretaries=[lan, *others],
        deputies=[make_secretary("Nông Văn Đức", cells[0], post="deputy")],
        minh=minh,
        neighbour=neighbour,
        neighbours_cell=neighbours_cell,
        son=make_person("Đinh Văn Sơn", username="son"),
    )


@pytest.fixture
def session(world: World) -> DemonstrationSession:
    """Ten days from NOW, with two places and a day to answer by."""
    return make_session(
        world.commune,
        starts_at=NOW + timedelta(days=10),
        reply_by=(NOW + timedelta(days=7)).date(),
        places=2,
    )


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(account_of(person), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def reply_of(session: DemonstrationSession, person: Person) -> str:
    return Participant.objects.get(session=session, person=person).reply
