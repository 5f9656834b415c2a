"""Minh of commune A can neither touch nor learn of commune B by a file, in or out."""

import csv
from datetime import date
from io import StringIO
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from organisations.appointments.actions import appoint, end_appointment
from organisations.exchange.exporting import export_rows
from organisations.exchange.models import ImportRow
from organisations.oversight.models import Reading
from organisations.people.models import Person
from tests.makers import LONG_AGO, make_cell, make_grant, make_secretary
from tests.organisations.conftest import World
from tests.organisations.exchange.lists import (
    NOW,
    TODAY,
    Row,
    apply,
    findings_of,
    organisation,
    people_file,
    person,
    send,
    sentences_of,
    tree_file,
)

SECRETS = ("Chẩu Văn Bình", "Đảng bộ xã B", "912345679")


def everything_told(file: Any) -> str:
    rows = ImportRow.objects.filter(import_file=file)
    return str([*sentences_of(file), *rows.values_list("understood", "changes", "findings")])


def test_an_organisation_of_another_part_is_an_unknown_code(world: World) -> None:
    file = send(people_file(person("Lý A Páo", "B1", "CUV")), by=world.minh)
    assert findings_of(file) == [("E2", "unknown_organisation")]
    nowhere = send(people_file(person("Lý A Páo", "B0", "CUV")), by=world.minh)
    told = [sentence.replace("B0", "B1") for sentence in sentences_of(nowhere)]
    assert told == sentences_of(file)


def test_a_person_of_another_part_is_not_found_by_her_code(world: World) -> None:
    stranger = person("Chẩu Văn Bình", person=str(world.binh.public_id), post="CUV")
    nobody = person("Chẩu Văn Bình", person="00000000-0000-4000-8000-000000000000", post="CUV")
    file = send(people_file(stranger, nobody), by=world.minh)
    assert findings_of(file) == [("A2", "unknown_person"), ("A3", "unknown_person")]


def test_her_number_is_taken_and_nobody_is_told_whose(world: World) -> None:
    file = send(people_file(person("Lý A Páo", post="CUV", phone="0912345679")), by=world.minh)
    assert findings_of(file) == [("C2", "phone_taken_elsewhere")]
    assert "Bình" not in everything_told(file)


def test_where_somebody_with_a_role_is_reached_is_not_changed_by_a_list(world: World) -> None:
    """Or whoever sends lists could send herself an administrator's code."""
    make_grant(world.lan, world.province, "auditor")
    reached = {"phone": "0987 000 111", "email": "la@example.vn"}
    row = person("Vũ Thị Lan", person=str(world.lan.public_id), began=LONG_AGO, **reached)
    file = send(people_file(row), by=world.minh)
    assert findings_of(file) == [("C2", "holds_a_role"), ("D2", "holds_a_role")]
    root = User.objects.create_superuser(username="root", full_name="Quản trị")
    assert findings_of(send(people_file(row), by=root)) == []


def test_her_name_does_not_match_though_it_is_the_same(world: World) -> None:
    file = send(people_file(person("Chẩu Văn Bình", post="CUV")), by=world.minh)
    assert findings_of(file) == []
    assert file.counts["new"] == 1


def test_a_secretary_who_left_for_another_part_is_not_named(world: World) -> None:
    gone = make_secretary("Ma Thị Kín", make_cell("Chi bộ thôn 2", world.a, code="A2"))
    end_appointment(appointment=gone.appointments.get(), on=date(2025, 1, 1))
    appoint(person=gone, organisation=world.cell_b, post="committee", began=date(2025, 1, 1))
    file = send(people_file(person("Lý A Páo", "A2", began=date(2024, 1, 1))), by=world.minh)
    assert findings_of(file) == [("F2", "secretary_serving_elsewhere")]
    assert "Kín" not in everything_told(file)


def test_a_list_of_organisations_tells_nothing_of_another_part(world: World) -> None:
    rows = [organisation("B", "Đảng bộ của tôi", "A", "Đảng bộ xã"), organisation("N", "Chi bộ mới", "B1")]
    file = send(tree_file(*rows), by=world.minh, kind="organisations")
    assert ("A2", "code_taken") in findings_of(file)
    assert ("F3", "unknown_parent") in findings_of(file)
    assert "xã B" not in everything_told(file)


def test_who_oversees_without_organising_brings_nothing_in(world: World) -> None:
    make_grant(world.son.person, world.a, "auditor")
    file = send(people_file(person("Lý A Páo", post="CUV")), by=world.son)
    assert findings_of(file) == [("E2", "unknown_organisation")]


def exported(viewer: User, kind: str = "people", on: date = TODAY) -> str:
    text = StringIO()
    csv.writer(text).writerows(export_rows(kind=kind, viewer=viewer, on=on, now=NOW))
    return text.getvalue()


def test_an_export_holds_ones_own_part_alone(world: World) -> None:
    assert "Vũ Thị Lan" in exported(world.minh)
    assert "0912 345 678" in exported(world.minh)
    for secret in SECRETS:
        assert secret not in exported(world.minh) + exported(world.minh, "organisations")
        assert secret not in exported(world.son) + exported(world.son, "organisations")
    assert exported(world.son) == ""


def test_an_export_is_as_of_a_day(world: World) -> None:
    end_appointment(appointment=world.lan.appointments.get(), on=date(2026, 1, 1))
    assert "Vũ Thị Lan" in exported(world.minh, on=date(2025, 12, 31))
    assert exported(world.minh, on=date(2026, 1, 1)) == ""
    assert exported(world.minh, on=date(2019, 1, 1)) == ""


def test_whose_data_leaves_is_written_down(world: World) -> None:
    exported(world.minh)
    readings = Reading.objects.filter(reader=world.minh, screen="export")
    assert list(readings.values_list("person", flat=True)) == [world.lan.pk]


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "full_name": st.sampled_from(["Chẩu Văn Bình", "Vũ Thị Lan", "Lý A Páo"]),
            "phone": st.sampled_from(["", "0912345678", "0912345679", "0987654321"]),
            "organisation": st.sampled_from(["A1", "B1", "A", "B", "T"]),
            "post": st.sampled_from(["Bí thư", "CUV"]),
            "began": st.sampled_from([date(2020, 1, 1), date(2025, 7, 1)]),
            "ended": st.sampled_from([None, date(2026, 1, 1)]),
            "person": st.sampled_from(["", "binh", "lan"]),
        }
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ROWS)
def test_no_list_of_minhs_tells_or_touches_anything_of_commune_b(world: World, rows: list[Row]) -> None:
    codes = {"": "", "binh": str(world.binh.public_id), "lan": str(world.lan.public_id)}
    named = any(row["full_name"] == "Chẩu Văn Bình" for row in rows)
    with transaction.atomic():
        before = all_of(world.binh)
        file = send(people_file(*({**row, "person": codes[row["person"]]} for row in rows)), by=world.minh)
        assert named or "Bình" not in everything_told(file)
        assert "thôn 1 xã B" not in everything_told(file)
        if file.is_clean and file.brings_something:
            assert apply(file, by=world.minh).state == "applied"
        assert all_of(world.binh) == before
        transaction.set_rollback(True)


def all_of(one: Person) -> list[object]:
    """She, and her posts, as they are stored."""
    return [*Person.objects.filter(pk=one.pk).values(), *one.appointments.order_by("pk").values()]
