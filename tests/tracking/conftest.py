"""A commune of two cells; Lan and Tâm are their secretaries, Minh oversees the commune."""

from dataclasses import dataclass

import pytest

from courses.catalogue.models import CoursePage
from organisations.people.models import Person
from organisations.tree.models import Organisation
from tests.makers import make_cell, make_course, make_grant, make_organisation, make_person, make_secretary


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the stories of this folder happen."""

    province: Organisation
    commune: Organisation
    other_commune: Organisation
    cell: Organisation
    second_cell: Organisation
    course: CoursePage
    lan: Person
    tam: Person
    minh: Person
    son: Person


@pytest.fixture
def ground(db: None) -> Ground:
    province = make_organisation("Đảng bộ tỉnh")
    commune = make_organisation("Đảng bộ xã A", province)
    cell, second = make_cell("Chi bộ thôn 1", commune), make_cell("Chi bộ thôn 2", commune)
    minh = make_person("Lê Văn Minh", username="minh")
    make_grant(minh, commune)
    return Ground(
        province=province,
        commune=commune,
        other_commune=make_organisation("Đảng bộ xã B", province),
        cell=cell,
        second_cell=second,
        course=make_course(),
        lan=make_secretary("Vũ Thị Lan", cell, username="lan"),
        tam=make_secretary("Hà Thị Tâm", second, username="tam"),
        minh=minh,
        son=make_person("Đinh Văn Sơn", username="son"),
    )
