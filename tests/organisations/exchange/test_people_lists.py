"""A list of people: who is new, who changes, whose post ends, and what is refused."""

from datetime import date

from organisations.appointments.models import Appointment
from organisations.people.models import Person
from tests.makers import make_cell, make_secretary
from tests.organisations.conftest import World
from tests.organisations.exchange.lists import (
    Row,
    bring_in,
    findings_of,
    people_file,
    person,
    send,
    sentences_of,
    states_of,
)

LAN: Row = {"name": "Vũ Thị Lan", "phone": "0912345678", "began": date(2020, 1, 1)}


def test_somebody_new_is_entered_with_her_post(world: World) -> None:
    row = person("  hoàng  thị HOÀ ", "A1", "PBT", phone="0987 654 321", email="Hoa@Vidu.vn", decision="5-QĐ")
    file = bring_in(people_file(row), by=world.minh)
    hoa = Person.objects.get(phone="+84987654321")
    assert (hoa.full_name, hoa.email) == ("Hoàng Thị Hòa", "hoa@vidu.vn")
    post = hoa.appointments.get()
    assert (post.organisation, post.post, post.began) == (world.cell_a, "deputy", date(2025, 7, 1))
    assert (post.decision, post.overseen_until) == ("5-QĐ", None)
    assert file.state == "applied"
    assert hoa.search_key


def test_what_is_stored_already_is_left_as_it_is(world: World) -> None:
    file = send(people_file(person(**LAN)), by=world.minh)
    assert states_of(file) == ["same"]
    assert not file.brings_something


def test_a_new_number_and_an_end_are_told_and_then_written(world: World) -> None:
    row = person("vũ thị lan", phone="0911 111 111", began=date(2020, 1, 1), ended=date(2026, 6, 1))
    bring_in(people_file(row), by=world.minh)
    world.lan.refresh_from_db()
    assert world.lan.phone == "+84911111111"
    assert world.lan.account is not None
    assert world.lan.account.phone == "+84911111111"
    assert world.lan.appointments.get().ended == date(2026, 6, 1)


def test_one_person_may_have_several_rows(world: World) -> None:
    rows = [
        person("Lý A Páo", post="Chi ủy viên", began="01/01/2021", ended="01/01/2023", phone="0987654321"),
        person("Lý A Páo", post="Phó bí thư", began="1/1/2023", phone=987654321),
    ]
    bring_in(people_file(*rows), by=world.minh)
    assert Person.objects.get(full_name="Lý A Páo").appointments.count() == 2


def test_a_second_secretary_is_refused_with_the_name_of_the_first(world: World) -> None:
    file = send(people_file(person("Lý A Páo")), by=world.minh)
    assert findings_of(file) == [("F2", "secretary_serving")]
    assert "Vũ Thị Lan" in sentences_of(file)[0]


def test_a_secretary_follows_one_whose_post_the_same_file_ends(world: World) -> None:
    rows = [person("Lý A Páo", began="01/07/2025"), person(**LAN, ended=date(2025, 7, 1))]
    bring_in(people_file(*rows), by=world.minh)
    assert Appointment.objects.get(organisation=world.cell_a, ended=None).person.full_name == "Lý A Páo"


def test_two_secretaries_in_one_file_are_refused(world: World) -> None:
    make_cell("Chi bộ thôn 2", world.a, code="A2")
    file = send(people_file(person("Lý A Páo", "A2"), person("Ma Văn Tín", "A2")), by=world.minh)
    assert findings_of(file) == [("F3", "secretary_twice")]


def test_a_number_is_one_persons(world: World) -> None:
    rows = [
        person("Lý A Páo", post="CUV", phone="0912345678"),
        person("Ma Văn Tín", post="CUV", phone="0987654321"),
        person("Ma Văn Tài", post="CUV", phone="0987654321"),
    ]
    file = send(people_file(*rows), by=world.minh)
    assert findings_of(file) == [("C2", "phone_taken"), ("C4", "phone_twice")]
    told = " ".join(sentences_of(file))
    assert "Vũ Thị Lan" in told
    assert "Ma Văn Tín" in told


def test_a_name_changes_by_her_code_alone(world: World) -> None:
    renamed = person(
        "Vũ Thị Lan Anh", person=str(world.lan.public_id), phone="0912345678", began="01/01/2020"
    )
    bring_in(people_file(renamed), by=world.minh)
    world.lan.refresh_from_db()
    assert world.lan.full_name == "Vũ Thị Lan Anh"


def test_a_name_without_marks_does_not_spoil_the_stored_one(world: World) -> None:
    file = send(people_file(person(**{**LAN, "name": "Vu Thi Lan"})), by=world.minh)
    assert states_of(file) == ["same"]
    assert findings_of(file) == [("B2", "marks_kept")]


def test_namesakes_in_one_place_are_told_apart_by_their_code(world: World) -> None:
    first = make_secretary("Ma Văn Tín", world.cell_a, post="committee")
    make_secretary("Ma Văn Tín", world.cell_a, post="deputy")
    rows = [person("Ma Văn Tín", post="CUV", began="01/01/2020")]
    assert findings_of(send(people_file(*rows), by=world.minh)) == [("B2", "ambiguous_person")]
    rows[0]["person"] = str(first.public_id)
    assert states_of(send(people_file(*rows), by=world.minh)) == ["same", "missing", "missing"]


def test_who_is_not_in_the_file_is_told_and_left(world: World) -> None:
    file = bring_in(people_file(person("Lý A Páo", post="CUV")), by=world.minh)
    assert states_of(file) == ["new", "missing"]
    assert world.lan.appointments.get().ended is None


def test_a_post_that_ended_is_not_opened_by_an_old_file(world: World) -> None:
    Appointment.objects.filter(person=world.lan).update(ended=date(2026, 1, 1))
    file = send(people_file(person(**LAN, person=str(world.lan.public_id))), by=world.minh)
    assert states_of(file) == ["same"]
    assert findings_of(file) == [("H2", "ended_stays")]


def test_a_post_held_from_another_day_is_refused(world: World) -> None:
    file = send(people_file(person(**{**LAN, "began": date(2021, 1, 1)})), by=world.minh)
    assert findings_of(file) == [("G2", "holds_already")]


def test_a_post_before_the_cell_existed_is_refused(world: World) -> None:
    file = send(people_file(person("Lý A Páo", post="CUV", began="31/12/2019")), by=world.minh)
    assert findings_of(file) == [("G2", "organisation_not_there")]


def test_codes_are_found_though_excel_lost_their_zeros(world: World) -> None:
    make_cell("Chi bộ thôn 2", world.a, code="0012")
    file = send(people_file(person("Lý A Páo", 12), person("Ma Văn Tín", " a1 ", "CUV")), by=world.minh)
    assert findings_of(file) == [("E2", "code_zeros"), ("E3", "code_letters")]
    assert states_of(file) == ["new", "new", "missing"]
