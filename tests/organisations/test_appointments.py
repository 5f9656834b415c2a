"""Posts are dated, several at once, ended and never edited; a cell has one secretary."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from organisations.appointments.actions import (
    EndedAlready,
    EndsBeforeItBegan,
    HoldsItAlready,
    OrganisationNotThere,
    SecretaryServing,
    annul_appointment,
    appoint,
    end_appointment,
    succeed_secretary,
)
from organisations.appointments.models import Appointment
from organisations.oversight.queries import people_overseen_by
from organisations.people.actions import CannotMerge, enter_person, merge_people
from tests.makers import make_grant, post_of
from tests.organisations.conftest import World

MAY = date(2026, 5, 1)


def test_a_second_secretary_is_refused_with_the_name_of_the_first(world: World) -> None:
    with pytest.raises(SecretaryServing, match="Vũ Thị Lan"):
        appoint(person=world.binh, organisation=world.cell_a, post="secretary", began=MAY)


def test_the_database_itself_refuses_two_serving_secretaries(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(person=world.binh, organisation=world.cell_a, post="secretary", began=MAY)


def test_one_follows_the_other_on_the_very_day(world: World) -> None:
    end_appointment(appointment=post_of(world.lan), on=MAY, decision="7-QĐ/ĐU")
    successor = appoint(person=world.binh, organisation=world.cell_a, post="secretary", began=MAY)
    assert successor.ended is None
    assert {str(one.post) for one in world.binh.appointments.filter(ended=None)} == {"secretary"}


def test_an_earlier_span_that_overlaps_is_refused_too(world: World) -> None:
    with pytest.raises(SecretaryServing):
        appoint(
            person=world.binh,
            organisation=world.cell_a,
            post="secretary",
            began=date(2021, 1, 1),
            ended=date(2022, 1, 1),
        )


def test_deputies_may_be_several_but_nobody_holds_a_post_twice(world: World) -> None:
    for name in ("Hoàng Thị Ánh", "Ma Văn Ân"):
        appoint(person=enter_person(full_name=name), organisation=world.cell_a, post="deputy", began=MAY)
    with pytest.raises(HoldsItAlready):
        appoint(person=world.lan, organisation=world.cell_a, post="secretary", began=MAY)


def test_nobody_serves_before_the_cell_was_founded(world: World) -> None:
    with pytest.raises(OrganisationNotThere):
        appoint(person=world.binh, organisation=world.cell_a, post="deputy", began=date(2019, 1, 1))


def test_an_end_is_written_once_and_not_before_the_beginning(world: World) -> None:
    post = post_of(world.lan)
    with pytest.raises(EndsBeforeItBegan):
        end_appointment(appointment=post, on=date(2019, 1, 1))
    end_appointment(appointment=post, on=MAY)
    with pytest.raises(EndedAlready):
        end_appointment(appointment=post, on=date(2026, 6, 1))


def test_a_post_entered_by_mistake_was_never_held_and_stays_written(world: World) -> None:
    annul_appointment(appointment=post_of(world.lan))
    assert world.lan not in people_overseen_by(world.minh)
    assert world.lan.appointments.count() == 1
    appoint(person=world.binh, organisation=world.cell_a, post="secretary", began=MAY)


def test_between_two_posts_the_last_organiser_still_sees_her(world: World) -> None:
    end_appointment(appointment=post_of(world.lan), on=MAY)
    assert world.lan in people_overseen_by(world.minh)
    appoint(person=world.lan, organisation=world.cell_b, post="deputy", began=date(2026, 6, 1))
    assert world.lan not in people_overseen_by(world.minh)
    assert world.lan in people_overseen_by(world.tu)


def test_of_two_entries_of_one_person_nothing_is_lost(world: World) -> None:
    twin = enter_person(full_name="Vũ Thị Lan", email="lan@example.vn")
    appoint(person=twin, organisation=world.b, post="committee", began=MAY)
    make_grant(twin, world.b, "host")

    gone = twin.public_id
    merge = merge_people(kept=world.lan, gone=twin, by=None, now=timezone.now())
    world.lan.refresh_from_db()
    assert (world.lan.phone, world.lan.email) == ("+84912345678", "lan@example.vn")
    assert world.lan.appointments.count() == 2
    assert world.lan.grants.get().role == "host"
    assert (merge.gone_id, merge.gone["full_name"]) == (gone, "Vũ Thị Lan")
    assert world.lan in people_overseen_by(world.tu)


def test_nobody_is_merged_with_herself(world: World) -> None:

    with pytest.raises(CannotMerge):
        merge_people(kept=world.lan, gone=world.lan, by=None, now=timezone.now())


def test_a_secretary_is_succeeded_on_one_day_by_one_decision_or_not_at_all(world: World) -> None:
    serving = post_of(world.lan)
    with pytest.raises(EndsBeforeItBegan):
        succeed_secretary(serving=serving, successor=world.binh, on=date(2019, 1, 1), decision="7")
    serving.refresh_from_db()
    assert serving.ended is None
    made = succeed_secretary(serving=serving, successor=world.binh, on=MAY, decision="7-QĐ/ĐU")
    serving.refresh_from_db()
    assert (str(serving.ended), serving.end_decision) == ("2026-05-01", "7-QĐ/ĐU")
    assert (made.began, made.decision, made.post) == (MAY, "7-QĐ/ĐU", "secretary")
