"""A hall: a commune that hosts a session, secretaries who are invited, Minh who checks them in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from accounts.models import User
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.checkin.actions import Sent
from practices.checkin.models import CheckIn
from practices.sessions.models import DemonstrationSession, Participant
from tests.makers import account_of, make_cell, make_grant, make_organisation, make_person, make_secretary
from tests.practices.makers import invite, make_session

STARTS = datetime(2026, 11, 20, 1, tzinfo=UTC)
"""Eight in the morning in Vietnam; check-in opens half an hour before."""
OPENS = STARTS - timedelta(minutes=30)


@dataclass(frozen=True)
class Hall:
    """A session in a commune; Minh hosts it, Sơn is a stranger, Lan comes first among those invited."""

    commune: Organisation
    session: DemonstrationSession
    people: list[Person]
    minh: Person
    son: Person

    @property
    def lan(self) -> Person:
        return self.people[0]

    @property
    def host(self) -> User:
        return account_of(self.minh)

    def participant(self, person: Person) -> Participant:
        return Participant.objects.get(session=self.session, person=person)

    def attended(self) -> list[Person]:
        rows = Participant.objects.filter(session=self.session, attended_at__isnull=False)
        return [row.person for row in rows.select_related("person").order_by("pk")]


NAMES = ["Vũ Thị Lan", "Nguyễn Văn Ân", "Đỗ Thị Hòa", "Lò Văn Đức", "Hà Thị Ý"]


def make_hall(*names: str, with_accounts: bool = True, **session: Any) -> Hall:
    commune = make_organisation("Đảng bộ xã Na Hang")
    people = []
    for number, name in enumerate(names or NAMES):
        cell = make_cell(f"Chi bộ thôn {number + 1}", commune)
        account: dict[str, Any] = {"username": f"bithu{number}"} if with_accounts else {}
        people.append(make_secretary(name, cell, **account))
    minh = make_person("Bùi Văn Minh", username="minh")
    make_grant(minh, commune)
    held = make_session(commune, starts_at=session.pop("starts_at", STARTS), **session)
    for person in people:
        post = person.appointments.select_related("organisation").get()
        invite(held, person, organisation=post.organisation, organisation_name=post.organisation.name)
    return Hall(commune, held, people, minh, make_person("Đinh Văn Sơn", username="son"))


def tick(
    hall: Hall, person: Person, at: datetime = STARTS, how: str = CheckIn.How.TICKED, **fields: Any
) -> Sent:
    """A check-in of hers; `code=…` or `participant=…` name her otherwise."""
    named: dict[str, Any] = fields or {"person": person.pk}
    return Sent(id=uuid4(), how=how, at=at, **named)


def close(session: DemonstrationSession, at: datetime) -> None:
    session.state, session.closed_at = DemonstrationSession.State.CLOSED, at
    session.save()
