"""A list of organisations: founded, renamed, moved, closed, edited, and what the tree refuses."""

from datetime import date

import pytest

from accounts.models import User
from organisations.exchange.actions import CannotTakeBack, take_back_file
from organisations.exchange.columns import ORGANISATIONS
from organisations.exchange.models import ImportFile
from organisations.tree.models import Organisation, Standing, Succession
from organisations.tree.queries import standing_of
from tests.makers import make_kind, make_organisation
from tests.organisations.conftest import World
from tests.organisations.exchange.lists import (
    NOW,
    Row,
    bring_in,
    findings_of,
    organisation,
    send,
    states_of,
    tree_file,
)

COMMUNE = "Đảng bộ xã"


def bring(*rows: Row, by: User, on: date | None = date(2026, 1, 1)) -> ImportFile:
    return bring_in(tree_file(*rows), by=by, kind=ORGANISATIONS, effective_on=on, decision="7-QĐ/TU")


def told(*rows: Row, by: User, on: date | None = date(2026, 1, 1)) -> list[tuple[str, str]]:
    return findings_of(send(tree_file(*rows), by=by, kind=ORGANISATIONS, effective_on=on))


def coded(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def test_children_may_stand_before_their_parents(world: World, administrator: User) -> None:
    rows = [
        organisation("C1", "Chi bộ thôn 9", "C", cell_type="thôn, bản", contact_phone=912345678),
        organisation("C", "Đảng bộ xã C", "T", COMMUNE),
    ]
    bring(*rows, by=administrator)
    cell = coded("C1")
    assert cell.parent == coded("C")
    assert cell.path.startswith(coded("C").path)
    assert (cell.contact_phone, str(cell.cell_type)) == ("+84912345678", "Thôn, bản")
    assert cell.standings.get().began == date(2020, 1, 1)


def test_a_tree_grows_from_nothing(administrator: User) -> None:
    make_kind("dang_bo_tinh", "Đảng bộ tỉnh", rank=1)
    make_kind()
    rows = [
        organisation("A", "Đảng bộ xã A", "T", COMMUNE),
        organisation("T", "Đảng bộ tỉnh", kind="dang_bo_tinh"),
    ]
    bring(*rows, by=administrator)
    assert coded("A").parent == coded("T")


def test_a_name_and_a_place_change_by_a_succession_each(world: World, administrator: User) -> None:
    rows = [
        organisation("A1", "Chi bộ thôn Nà Chang", "B", decision="9-QĐ/ĐU"),
        organisation("B", "Đảng bộ xã B mới", "T", COMMUNE, address="Số 1"),
    ]
    file = bring(*rows, by=administrator)
    cell = coded("A1")
    assert (cell.name, cell.parent) == ("Chi bộ thôn Nà Chang", world.b)
    decisions = Succession.objects.order_by("pk").values_list("kind", "decision")
    assert list(decisions) == [("rename", "9-QĐ/ĐU"), ("rename", "7-QĐ/TU"), ("move", "9-QĐ/ĐU")]
    before = standing_of(cell, date(2025, 12, 31))
    assert before is not None
    assert (before.name, before.parent) == ("Chi bộ thôn 1", world.a)
    assert coded("B").address == "Số 1"
    assert states_of(file) == ["changed", "changed", "missing", "missing"]


def test_the_same_file_again_is_nothing_new(world: World, administrator: User) -> None:
    rows = [organisation("A1", "Chi bộ thôn Nà Chang", "B"), organisation("B2", "Chi bộ thôn 2", "B")]
    bring(*rows, by=administrator)
    again = send(tree_file(*rows), by=administrator, kind=ORGANISATIONS)
    assert states_of(again)[:2] == ["same", "same"]
    assert not again.brings_something


def test_two_that_change_places_wait_for_each_other(world: World, administrator: User) -> None:
    middle = make_organisation("Đảng bộ bộ phận", world.a, code="A2")
    make_organisation("Đảng bộ trường", middle, code="A3")
    rows = [
        organisation("A2", "Đảng bộ bộ phận", "A3", COMMUNE),
        organisation("A3", "Đảng bộ trường", "A", COMMUNE),
    ]
    bring(*rows, by=administrator)
    assert coded("A2").path == coded("A3").path + f"{middle.pk:07}"


def test_closing_goes_from_below_and_ends_posts(world: World, administrator: User) -> None:
    day = date(2026, 2, 1)
    rows = [
        organisation("A", "Đảng bộ xã A", "T", COMMUNE, closed_on=day),
        organisation("A1", "Chi bộ thôn 1", "A", closed_on=day),
    ]
    file = bring(*rows, by=administrator)
    assert states_of(file) == ["ended", "ended", "missing"]
    assert not coded("A").is_open
    assert world.lan.appointments.get().ended == day


def test_what_stands_open_below_is_named(world: World, administrator: User) -> None:
    row = organisation("A", "Đảng bộ xã A", "T", COMMUNE, closed_on=date(2026, 2, 1))
    assert told(row, by=administrator) == [("", "open_below")]
    assert coded("A").is_open


def test_refused_at_the_row(world: World, administrator: User) -> None:
    rows = [
        organisation("C1", "Chi bộ thôn 9", "A1"),
        organisation("C2", "Chi bộ thôn 9", "Z"),
        organisation("C3", "Chi bộ thôn 9", "A", kind="Chi đoàn"),
        organisation("C4", "Chi bộ thôn 9", "A", cell_type="Sao Hỏa"),
        organisation("C5", "Đảng bộ tỉnh khác", kind=COMMUNE),
        organisation("C6", "Đảng bộ X", "C7", COMMUNE),
        organisation("C7", "Đảng bộ Y", "C6", COMMUNE),
        organisation("C1", "Chi bộ thôn 8", "A"),
        organisation("C8", "Chi bộ thôn 8", "A", closed_on=date(2019, 1, 1)),
        organisation("C9", "", "A"),
    ]
    assert told(*rows, by=administrator) == [
        ("F2", "under_cell"),
        ("F3", "unknown_parent"),
        ("D4", "unknown_kind"),
        ("E5", "unknown_cell_type"),
        ("F6", "root_stands"),
        ("F7", "circle"),
        ("F8", "circle"),
        ("A9", "code_twice"),
        ("K10", "closes_before"),
        ("B11", "blank"),
    ]
    assert Organisation.objects.count() == 5


def test_a_stored_one_cannot_come_under_itself(world: World, administrator: User) -> None:
    make_organisation("Đảng bộ bộ phận", world.a, code="A2")
    row = organisation("A", "Đảng bộ xã A", "A2", COMMUNE)
    assert told(row, by=administrator) == [("F2", "circle")]


def test_a_new_name_needs_the_day_from_which_it_holds(world: World, administrator: User) -> None:
    row = organisation("A", "Đảng bộ xã Á", "T", COMMUNE)
    assert told(row, by=administrator, on=None) == [("", "day_needed")]
    assert told(row, by=administrator, on=date(2019, 1, 1)) == [("", "changed_later")]


def test_nobody_reaches_past_her_part_of_the_tree(world: World) -> None:
    rows = [
        organisation("A", "Đảng bộ xã A", "T", COMMUNE),
        organisation("B", "Đảng bộ xã của tôi", "A", COMMUNE),
        organisation("A1", "Chi bộ thôn 1", "B"),
        organisation("N", "Chi bộ mới"),
        organisation("N2", "Chi bộ mới", "T"),
    ]
    assert told(*rows, by=world.minh) == [
        ("A3", "code_taken"),
        ("F5", "parent_needed"),
        ("F6", "unknown_parent"),
    ]


def test_the_top_of_ones_part_stays_where_it_is(world: World) -> None:
    make_organisation("Đảng bộ bộ phận", world.a, code="A2")
    row = organisation("A", "Đảng bộ xã A", closed_on=date(2026, 1, 1))
    assert told(row, by=world.minh) == [("K2", "top_cannot_close")]
    row = organisation("A", "Đảng bộ xã A", "A1", COMMUNE)
    assert ("F2", "top_cannot_move") in told(row, by=world.minh)


def test_a_file_is_taken_back_as_a_whole(world: World, administrator: User) -> None:
    rows = [
        organisation("A1", "Chi bộ thôn Nà Chang", "B", address="Số 1"),
        organisation("C", "Đảng bộ xã C", "T", COMMUNE),
        organisation("C1", "Chi bộ thôn 9", "C"),
        organisation("B1", "Chi bộ thôn 1", "B", closed_on=date(2026, 3, 1)),
    ]
    before = list(Standing.objects.order_by("pk").values())
    file = bring(*rows, by=administrator)
    assert world.binh.appointments.get().ended == date(2026, 3, 1)
    take_back_file(file=file, by=administrator, now=NOW)
    assert list(Standing.objects.order_by("pk").values()) == before
    assert Succession.objects.count() == 0
    assert (coded("A1").name, coded("A1").address) == ("Chi bộ thôn 1", "")
    assert world.binh.appointments.get().ended is None
    assert file.state == "undone"


def test_what_builds_on_a_file_keeps_it(world: World, administrator: User) -> None:
    file = bring(organisation("C", "Đảng bộ xã C", "T", COMMUNE), by=administrator)
    make_organisation("Đảng bộ bộ phận", coded("C"))
    with pytest.raises(CannotTakeBack, match="Đảng bộ xã C"):
        take_back_file(file=file, by=administrator, now=NOW)
    assert coded("C").is_open
