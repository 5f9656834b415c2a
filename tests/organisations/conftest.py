"""A province with two communes: Minh organises commune A, Tú commune B; Sơn is a stranger to both."""

from dataclasses import dataclass

import pytest

from accounts.models import User
from organisations.people.models import Person
from organisations.tree.models import Organisation
from tests.makers import (
    account_of,
    make_cell,
    make_grant,
    make_kind,
    make_organisation,
    make_person,
    make_secretary,
)


@dataclass(frozen=True)
class World:
    """Two communes beside each other, a cell in each with its secretary, and who oversees what."""

    province: Organisation
    a: Organisation
    b: Organisation
    cell_a: Organisation
    cell_b: Organisation
    lan: Person
    binh: Person
    minh: User
    tu: User
    son: User


@pytest.fixture
def world(db: None) -> World:
    province = make_organisation(
        "Đảng bộ tỉnh", kind=make_kind("dang_bo_tinh", "Đảng bộ tỉnh", rank=1), code="T"
    )
    a = make_organisation("Đảng bộ xã A", province, code="A")
    b = make_organisation("Đảng bộ xã B", province, code="B")
    cell_a, cell_b = make_cell("Chi bộ thôn 1", a, code="A1"), make_cell("Chi bộ thôn 1", b, code="B1")
    minh, tu = make_person("Bùi Văn Minh", username="minh"), make_person("Hà Anh Tú", username="tu")
    make_grant(minh, a)
    make_grant(tu, b)
    return World(
        province=province,
        a=a,
        b=b,
        cell_a=cell_a,
        cell_b=cell_b,
        lan=make_secretary("Vũ Thị Lan", cell_a, username="lan", phone="+84912345678"),
        binh=make_secretary("Chẩu Văn Bình", cell_b, username="binh", phone="+84912345679"),
        minh=account_of(minh),
        tu=account_of(tu),
        son=account_of(make_person("Đinh Văn Sơn", username="son")),
    )
