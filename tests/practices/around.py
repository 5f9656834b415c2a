"""The people of the tests of practices: two cells with their secretaries, the School, a stranger."""

from dataclasses import dataclass

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import LECTURERS, REVIEWERS
from organisations.people.models import Person
from organisations.tree.models import Organisation
from tests.makers import account_of, make_cell, make_grant, make_organisation, make_person, make_secretary


@dataclass(frozen=True)
class Around:
    """Lan leads a cell, Bình another one; Hoa is a lecturer, Hòa a reviewer, Sơn a stranger."""

    province: Organisation
    cell: Organisation
    lan: Person
    binh: Person
    hoa: User
    hoa_reviewer: User
    son: Person


def make_around() -> Around:
    province = make_organisation("Đảng bộ tỉnh")
    school = make_organisation("Trường Chính trị tỉnh", province)
    commune = make_organisation("Đảng bộ xã A", province)
    cell = make_cell("Chi bộ Nà Chang", commune)
    return Around(
        province=province,
        cell=cell,
        lan=make_secretary("Vũ Thị Lan", cell, username="lan"),
        binh=make_secretary("Chẩu Văn Bình", make_cell("Chi bộ Nà Khá", commune), username="binh"),
        hoa=_of_the_school("Lê Thị Hoa", "lecturer", LECTURERS, school),
        hoa_reviewer=_of_the_school("Chu Văn Hòa", "reviewer", REVIEWERS, school),
        son=make_person("Đinh Văn Sơn", username="son"),
    )


def _of_the_school(name: str, role: str, group: str, school: Organisation) -> User:
    person = make_person(name)
    make_grant(person, school, role)
    account = account_of(person)
    account.groups.set(Group.objects.filter(name=group))
    return account
