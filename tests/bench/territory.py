"""A province, or a nation, of organisations with people who hold posts in them; made in bulk, but true.

A province: 5,000 organisations, 15,000 people. A nation: 250,000 and 600,000.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.contrib.auth.models import Group

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.oversight.models import Grant
from organisations.people.models import Person
from organisations.tree.actions import Founding, found_organisations
from organisations.tree.models import Organisation, OrganisationKind
from organisations.tree.vocabulary import prepare_vocabulary
from tests.bench.population import FAMILY, GIVEN, MIDDLE

BATCH = 5000
SINCE = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """How many provinces, communes in each, cells in each commune, people in each cell and in all."""

    provinces: int
    communes: int
    cells: int
    people: int
    most: int


PROVINCE = Size(provinces=1, communes=125, cells=39, people=4, most=15_000)
NATION = Size(provinces=34, communes=125, cells=58, people=3, most=600_000)


def populate_territory(size: Size) -> None:
    """Enter organisations and people who hold posts in them, and the accounts that look at them."""
    prepare_vocabulary()
    chance = random.Random(2026)
    cells = list(_enter_organisations(size))
    posts = ["secretary", "deputy", "committee", "committee"][: size.people]
    seats = islice(((cell, post) for post in posts for cell in cells), size.most)
    while batch := list(islice(seats, BATCH)):
        _enter_people(batch, chance)
    _open_offices()


def _enter_organisations(size: Size) -> Iterator[Organisation]:
    kinds = OrganisationKind.objects.in_bulk(field_name="code")
    [top] = found_organisations([Founding(name="Đảng bộ", kind=kinds["dang_bo_tinh"], on=SINCE, code="TOP")])
    provinces = [top]
    if size.provinces > 1:
        provinces = _under(top, size.provinces, "Đảng bộ tỉnh", kinds["dang_bo_tinh"], "T")
    for province in provinces:
        for commune in _under(province, size.communes, "Đảng bộ xã", kinds["dang_bo_xa_phuong"], "X"):
            yield from _under(commune, size.cells, "Chi bộ thôn", kinds["chi_bo"], "C")


def _under(
    parent: Organisation, count: int, name: str, kind: OrganisationKind, letter: str
) -> list[Organisation]:
    return found_organisations(
        [
            Founding(
                name=f"{name} {number}",
                kind=kind,
                parent=parent,
                on=SINCE,
                code=f"{parent.code}{letter}{number}",
            )
            for number in range(1, count + 1)
        ]
    )


def _enter_people(seats: list[tuple[Organisation, str]], chance: random.Random) -> None:
    people = Person.objects.bulk_create(
        [
            Person(
                full_name=f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}",
                phone=f"+849{chance.randrange(10**8):08}",
            )
            for _ in seats
        ],
        batch_size=1000,
    )
    Appointment.objects.bulk_create(
        [
            Appointment(person=person, organisation=cell, post=post, began=SINCE)
            for person, (cell, post) in zip(people, seats, strict=True)
        ],
        batch_size=1000,
    )


def _open_offices() -> None:
    """Who looks: the organisers of everything, and of the first commune."""
    commune = Organisation.objects.filter(kind__code="dang_bo_xa_phuong").earliest("pk")
    for username, organisation in (
        ("office-top", Organisation.objects.get(code="TOP")),
        ("office-commune", commune),
    ):
        account = User.objects.create(username=username, full_name="Bùi Văn Minh", password="!")
        person = Person.objects.create(full_name="Bùi Văn Minh", account=account)
        Grant.objects.create(person=person, role="organiser", organisation=organisation, began=SINCE)
        account.groups.set(Group.objects.filter(name="Cán bộ tổ chức"))
