"""From sent to written to taken back: all or nothing, never twice, and never against what is stored now."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from organisations.appointments.actions import annul_appointment, appoint, end_appointment
from organisations.appointments.models import Appointment
from organisations.exchange import actions, people_applying
from organisations.exchange.actions import (
    AppliedAlready,
    CannotTakeBack,
    NotChecked,
    RowsRefused,
    apply_file,
    begin_again,
    begin_applying,
    reasons_against_taking_back,
    show_rows,
    take_back_file,
)
from organisations.exchange.models import ImportFile, ImportRow
from organisations.exchange.queries import rows_of
from organisations.oversight.actions import record_readings
from organisations.oversight.models import Reading
from organisations.people.actions import edit_person, open_account
from organisations.people.models import Person
from tests.organisations.conftest import World
from tests.organisations.exchange.lists import NOW, apply, bring_in, people_file, person, send, states_of

NEWCOMER = person("Lý A Páo", post="CUV", phone="0987654321")


def everything() -> list[object]:
    """People and posts, as they are stored."""
    people = Person.objects.order_by("pk").values()
    return [*people, *Appointment.objects.order_by("pk").values()]


def pao() -> Person:
    return Person.objects.get(full_name="Lý A Páo")


def test_a_file_is_written_once(world: World) -> None:
    file = bring_in(people_file(NEWCOMER), by=world.minh)
    with pytest.raises(AppliedAlready):
        begin_applying(file=file, now=NOW)
    apply_file(file=file, viewer=world.minh, now=NOW)
    assert Person.objects.filter(full_name="Lý A Páo").count() == 1


def test_a_file_with_a_refused_row_is_not_written(world: World) -> None:
    file = send(people_file(NEWCOMER, person("Ma Văn Tín", "KHONGCO")), by=world.minh)
    with pytest.raises(RowsRefused):
        begin_applying(file=file, now=NOW)
    assert not Person.objects.filter(full_name="Lý A Páo").exists()


def test_where_the_store_changed_since_the_check_nothing_is_written(world: World) -> None:
    file = send(people_file(person("Lý A Páo", "B1", phone="0987654321")), by=world.tu)
    assert states_of(file) == ["refused", "missing"]
    end_appointment(appointment=world.binh.appointments.get(), on=date(2025, 1, 1))
    file = send(people_file(person("Lý A Páo", "B1", phone="0987654321")), by=world.tu)
    appoint(
        person=Person.objects.create(full_name="Ma Văn Tín"),
        organisation=world.cell_b,
        post="secretary",
        began=date(2025, 2, 1),
    )
    apply(file, by=world.tu)
    assert (file.state, file.notice["code"]) == (ImportFile.State.CHECKED, "changed_since")
    assert states_of(file) == ["refused", "missing"]
    assert not Person.objects.filter(full_name="Lý A Páo").exists()


def test_what_fails_half_way_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError("the lights went out")

    file = send(people_file(NEWCOMER), by=world.minh)
    before = everything()
    monkeypatch.setattr(people_applying, "_begin_posts", break_down)
    apply(file, by=world.minh)
    assert (file.state, file.notice["code"]) == (ImportFile.State.CHECKED, "crashed")
    assert everything() == before


def test_a_worker_that_died_is_given_up_after_a_while(world: World) -> None:
    file = send(people_file(NEWCOMER), by=world.minh)
    begin_applying(file=file, now=NOW)
    with pytest.raises(NotChecked):
        begin_again(file=file, now=NOW + timedelta(minutes=1))
    begin_again(file=file, now=NOW + timedelta(minutes=16))
    with pytest.raises(NotChecked):
        begin_again(file=file, now=NOW + timedelta(minutes=17))
    apply_file(file=file, viewer=world.minh, now=NOW + timedelta(minutes=16))
    assert pao().appointments.count() == 1


def test_who_lost_her_role_since_writes_nothing(world: World) -> None:
    file = send(people_file(NEWCOMER), by=world.minh)
    world.minh.person.grants.update(ended=date(2026, 11, 1))
    apply(file, by=world.minh)
    assert file.notice["code"] == "changed_since"
    assert not Person.objects.filter(full_name="Lý A Páo").exists()


def test_a_whole_file_is_taken_back(world: World) -> None:
    before = everything()
    rows = [
        NEWCOMER,
        person("Vũ Thị Lan", phone="0911111111", began=date(2020, 1, 1), ended=date(2026, 1, 1)),
        person("Ma Văn Tín", began=date(2026, 1, 1)),
    ]
    file = bring_in(people_file(*rows), by=world.minh)
    assert everything() != before
    assert reasons_against_taking_back(file=file) == []
    take_back_file(file=file, by=world.minh, now=NOW)
    assert everything() == before
    assert world.lan.account is not None
    world.lan.account.refresh_from_db()
    assert world.lan.account.phone == "+84912345678"
    with pytest.raises(NotChecked):
        take_back_file(file=file, by=world.minh, now=NOW)


def test_who_was_looked_at_meanwhile_stays_as_an_entry_without_a_name(world: World) -> None:
    file = bring_in(people_file(NEWCOMER), by=world.minh)
    record_readings(reader=world.minh, people=[pao().pk], screen="person", now=NOW)
    take_back_file(file=file, by=world.minh, now=NOW)
    left = Reading.objects.get(screen="person").person
    assert (left.phone, left.erased_at, left.appointments.count()) == ("", NOW, 0)
    assert "Páo" not in left.full_name
    assert "pao" not in left.search_key


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        ("edit", "Lý A Páo"),
        ("account", "Lý A Páo"),
        ("end", "Lý A Páo"),
        ("another_post", "Lý A Páo"),
        ("annul", "Lý A Páo"),
    ],
)
def test_what_builds_on_a_file_keeps_it(world: World, build: str, reason: str) -> None:
    file = bring_in(people_file(NEWCOMER), by=world.minh)
    one = pao()
    if build == "edit":
        edit_person(person=one, full_name=one.full_name, phone="+84900000000", email="", by=None)
    elif build == "account":
        open_account(person=one, username="pao", password="một câu dài")
    elif build == "end":
        end_appointment(appointment=one.appointments.get(), on=date(2026, 1, 1))
    elif build == "annul":
        annul_appointment(appointment=one.appointments.get())
    else:
        appoint(person=one, organisation=world.cell_b, post="deputy", began=date(2026, 1, 1))
    before = everything()
    with pytest.raises(CannotTakeBack, match=reason):
        take_back_file(file=file, by=world.minh, now=NOW)
    assert everything() == before
    assert file.state == ImportFile.State.APPLIED


def test_a_successor_keeps_the_file_that_made_room_for_her(world: World) -> None:
    row = person("Vũ Thị Lan", phone="0912345678", began=date(2020, 1, 1), ended=date(2026, 1, 1))
    file = bring_in(people_file(row), by=world.minh)
    successor = Person.objects.create(full_name="Ma Văn Tín")
    appoint(person=successor, organisation=world.cell_a, post="secretary", began=date(2026, 2, 1))
    with pytest.raises(CannotTakeBack, match="Ma Văn Tín"):
        take_back_file(file=file, by=world.minh, now=NOW)


def test_who_is_known_and_shown_by_the_findings_is_written_down(world: World) -> None:
    rows = [NEWCOMER, person("Vũ Thị Lan", phone="0911111111", began=date(2020, 1, 1))]
    file = send(people_file(*rows), by=world.minh)
    assert not Reading.objects.exists()
    assert len(list(show_rows(rows=rows_of(file), viewer=world.minh, now=NOW))) == 2
    reading = Reading.objects.get()
    assert (reading.person, reading.reader, reading.screen) == (world.lan, world.minh, "import")


def test_rows_cost_no_queries_of_their_own(world: World, django_assert_max_num_queries: object) -> None:
    rows = [person(f"Lý A {name}", post="CUV") for name in "abcdefghij" * 20]
    for count in (20, 200):
        file = send(people_file(*rows[:count]), by=world.minh)
        with django_assert_max_num_queries(45):  # type: ignore[operator]
            actions.check_file(file=file, viewer=world.minh, now=NOW)


def test_rows_go_with_their_file(world: World, administrator: User) -> None:
    file = send(people_file(NEWCOMER), by=administrator)
    assert ImportRow.objects.count() == 2
    file.delete()
    assert ImportRow.objects.count() == 0
