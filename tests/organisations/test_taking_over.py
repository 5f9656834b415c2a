"""Nobody comes to more than her own role by the account of somebody who has more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.cards.actions import CardNoLongerOpen, NotYoursToIssue, issue_cards, set_secret_by_card
from accounts.cards.models import SignInCard
from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.cards.actions import print_cards
from organisations.cards.queries import holders_of
from organisations.exchange.actions import CannotTakeBack, take_back_file
from organisations.exchange.exporting import export_rows
from organisations.people.actions import edit_person
from organisations.people.models import Person
from organisations.personnel.actions import HoldsARole, close_account
from organisations.privacy.desk.actions import correct_person
from organisations.privacy.requests.actions import ask_correction
from organisations.reorganising.actions import WouldWiden, move_organisation
from tests.makers import LONG_AGO, account_of, make_decision, make_grant, make_person, make_secretary
from tests.organisations.cards.conftest import desk_of
from tests.organisations.conftest import World
from tests.organisations.exchange.lists import bring_in, people_file, person

NOW = timezone.now()


def print_for(world: World, someone: Person) -> None:
    holders = holders_of(world.minh, someone.appointments.all(), now=NOW)
    assert all(holder.enters_the_authoring_site for holder in holders)
    print_cards(holders=holders, by=world.minh, now=NOW, looked_at=NOW, address="https://lop.example")


def test_no_organiser_prints_a_card_for_who_holds_a_role_though_she_has_no_account(world: World) -> None:
    newcomer = make_secretary("Phạm Văn Hòa", world.cell_a, post="deputy")
    make_grant(newcomer, world.province, "administrator")
    with pytest.raises(NotYoursToIssue):
        print_for(world, newcomer)
    newcomer.refresh_from_db()
    assert newcomer.account is None


def test_nor_for_a_role_that_begins_tomorrow(world: World) -> None:
    make_grant(world.lan, world.province, "auditor", began=timezone.localdate() + timedelta(days=1))
    with pytest.raises(NotYoursToIssue):
        print_for(world, world.lan)


def test_a_card_printed_before_opens_nothing_once_a_role_is_given(world: World) -> None:
    issue_cards(accounts=[account_of(world.lan)], by=world.minh, now=NOW)
    make_grant(world.lan, world.province, "auditor")
    card = SignInCard.objects.get()
    assert card.revoked_at is not None
    SignInCard.objects.update(revoked_at=None)
    with pytest.raises(CardNoLongerOpen):
        set_secret_by_card(card=SignInCard.objects.get(), secret="suối nhỏ chảy qua bản", now=NOW)


def test_a_part_administrator_does_not_move_where_an_auditor_is_reached(world: World) -> None:
    hanh = make_person("Lương Thị Hạnh", username="hanh")
    make_grant(hanh, world.a, "administrator")
    make_grant(world.lan, world.province, "auditor")
    asked = ask_correction(person=world.lan, text="Tên tôi", wanted="Vũ Thị Lan", now=NOW)
    with pytest.raises(HoldsARole):
        correct_person(
            request=asked,
            full_name="Vũ Thị Lan",
            phone="+84987000111",
            email="",
            outcome="Đã sửa",
            by=account_of(hanh),
            now=NOW,
        )


def test_putting_a_name_right_leaves_alone_how_the_account_is_reached(world: World) -> None:
    User.objects.filter(person=world.lan).update(phone="+84987000222")
    lan = Person.objects.get(pk=world.lan.pk)
    edit_person(person=lan, full_name="Vũ Thị Lân", phone=lan.phone, email=lan.email, by=None)
    account = User.objects.get(person=lan)
    assert (account.full_name, account.phone) == ("Vũ Thị Lân", "+84987000222")


def test_an_organiser_does_not_close_the_account_of_an_auditor(world: World) -> None:
    make_grant(world.lan, world.province, "auditor")
    with pytest.raises(HoldsARole):
        close_account(person=Person.objects.get(pk=world.lan.pk), by=world.minh)


def test_a_list_is_not_taken_back_over_somebody_who_has_a_role_by_now(world: World) -> None:
    row = person("Vũ Thị Lan", person=str(world.lan.public_id), began=LONG_AGO, phone="0987 000 333")
    file = bring_in(people_file(row), by=world.minh)
    make_grant(world.lan, world.province, "auditor")
    with pytest.raises(CannotTakeBack):
        take_back_file(file=file, by=world.minh, now=NOW)
    assert Person.objects.get(pk=world.lan.pk).phone == "+84987000333"


def test_nobody_brings_a_cell_under_a_part_that_she_administers_herself(world: World) -> None:
    minh = Person.objects.get(account=world.minh)
    make_grant(minh, world.b, "administrator")
    make_grant(minh, world.province)
    decision = replace(make_decision(date(2026, 3, 1)), by=world.minh)
    with pytest.raises(WouldWiden):
        move_organisation(organisation=world.cell_a, parent=world.b, decision=decision)
    root = User.objects.create_superuser(username="root", full_name="Quản trị")
    moved = move_organisation(organisation=world.cell_a, parent=world.b, decision=replace(decision, by=root))
    assert moved.moved == [world.cell_a]


def test_an_earlier_day_does_not_tell_how_somebody_out_of_sight_is_reached_today(world: World) -> None:
    gone = make_secretary("Ma Thị Kín", world.cell_a, post="deputy", phone="+84987000444")
    Appointment.objects.filter(person=gone).update(ended="2021-01-01", overseen_until="2021-01-01")
    minh = desk_of(world.minh)
    page = minh.get(reverse("personnel:people"), {"on": "01/06/2020"}).content.decode()
    assert "Ma Thị Kín" in page
    assert "0987 000 444" not in page
    rows = list(export_rows(kind="people", viewer=world.minh, on=date(2020, 6, 1), now=NOW))
    told = str(rows)
    assert "Ma Thị Kín" in told
    assert "0987" not in told
    assert str(gone.public_id) not in told
