"""A province, or a nation, of organisations with people who hold posts in them; made in bulk, but true.

A province: 5,000 organisations, 15,000 people. A nation: 250,000 and 600,000.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

from django.contrib.auth.models import Group

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.oversight.models import Grant
from organisations.people.models import Person
from organisations.tree.actions import Founding, found_organisations
from organisations.tree.models import CellType, Organisation, OrganisationKind
from organisations.tree.vocabulary import prepare_vocabulary
from tests.bench.doubling import let_there_be
from tests.bench.population import FAMILY, GIVEN, MIDDLE

BATCH = 5000
SINCE = date(2024, 12, 1)
"""When everything was founded and most people were appointed: two years ago."""
LATER = 700
"""Within so many days one in eight people came to her post."""


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
    top, cells = _enter_organisations(size)
    posts = ["secretary", "deputy", "committee", "committee"][: size.people]
    seats = islice(((cell, post) for post in posts for cell in cells), size.most // size.provinces)
    while batch := list(islice(seats, BATCH)):
        _enter_people(batch, chance)
    if size.provinces > 1:
        let_there_be(size.provinces, like=Organisation.objects.get(code="TOPT1"), under=top)
    _open_offices()


def _enter_organisations(size: Size) -> tuple[Organisation, list[Organisation]]:
    """The top and all cells of one province; the others will be like it."""
    kinds = OrganisationKind.objects.in_bulk(field_name="code")
    [top] = found_organisations([Founding(name="Đảng bộ", kind=kinds["dang_bo_tinh"], on=SINCE, code="TOP")])
    provinces = [top]
    if size.provinces > 1:
        provinces = _under([top], 1, "Đảng bộ tỉnh", kinds["dang_bo_tinh"], "T")
    communes = _under(provinces, size.communes, "Đảng bộ xã", kinds["dang_bo_xa_phuong"], "X")
    return top, _under(communes, size.cells, "Chi bộ thôn", kinds["chi_bo"], "C")


def _under(
    parents: list[Organisation], count: int, name: str, kind: OrganisationKind, letter: str
) -> list[Organisation]:
    """So many under each of these."""
    types = cycle(CellType.objects.order_by("pk") if kind.is_cell else [None])
    return found_organisations(
        [
            Founding(
                name=f"{name} {number}",
                kind=kind,
                parent=parent,
                on=SINCE,
                cell_type=next(types),
                code=f"{parent.code}{letter}{number}",
            )
            for parent in parents
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
            Appointment(person=person, organisation=cell, post=post, began=_appointed(chance))
            for person, (cell, post) in zip(people, seats, strict=True)
        ],
        batch_size=1000,
    )


def _appointed(chance: random.Random) -> date:
    return SINCE + timedelta(days=chance.randrange(1, LATER) if chance.random() < 1 / 8 else 0)


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
