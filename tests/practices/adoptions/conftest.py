"""A commune with Lan's cell, its organiser Minh, and a neighbouring commune with one of its own."""

from dataclasses import dataclass

import pytest
from django.test import Client

from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.exemplars.models import Practice
from tests.makers import (
    account_of,
    make_cell,
    make_grant,
    make_kind,
    make_organisation,
    make_person,
    make_secretary,
)
from tests.practices.makers import make_practice


@dataclass(frozen=True, slots=True)
class Communes:
    """Na Hang with Lan's cell, and Chiêm Hóa beside it."""

    province: Organisation
    na_hang: Organisation
    cell: Organisation
    chiem_hoa: Organisation
    lan: Person
    minh: Person
    tu: Person
    son: Person


@pytest.fixture
def communes(db: None) -> Communes:
    province = make_organisation("Đảng bộ tỉnh", kind=make_kind("dang_bo_tinh", "Đảng bộ tỉnh", rank=1))
    na_hang = make_organisation("Đảng bộ xã Na Hang", province)
    chiem_hoa = make_organisation("Đảng bộ xã Chiêm Hóa", province)
    cell = make_cell("Chi bộ Nà Chang", na_hang)
    minh, tu = make_person("Bùi Văn Minh", username="minh"), make_person("Hà Anh Tú", username="tu")
    make_grant(minh, na_hang)
    make_grant(tu, chiem_hoa)
    return Communes(
        province=province,
        na_hang=na_hang,
        cell=cell,
        chiem_hoa=chiem_hoa,
        lan=make_secretary("Vũ Thị Lan", cell, username="lan"),
        minh=minh,
        tu=tu,
        son=make_person("Đinh Văn Sơn", username="son"),
    )


@pytest.fixture
def practice(db: None) -> Practice:
    return make_practice(slug="gui-tai-lieu-truoc")


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(account_of(person), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
