"""Roles are given and ended within what the giver administers, and no further."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import HOSTS
from organisations.granting.actions import (
    AdministersEverything,
    EndedAlready,
    NotYoursToGive,
    OwnLastAdministration,
    end_role,
    give_role,
)
from organisations.granting.rules import ENDED, IN_FORCE, TO_COME, state_of
from organisations.oversight.actions import GrantedAlready, GrantEndsTooEarly
from organisations.oversight.models import Grant, Reading
from organisations.people.models import Person
from organisations.tree.models import Organisation
from tests.makers import account_of, make_grant, make_person
from tests.organisations.conftest import World
from tests.organisations.granting.conftest import Desk, Office

TODAY = timezone.localdate()
A_DAY = timedelta(days=1)


def give(by: User, **asked: Any) -> Grant:
    return give_role(**{"by": by, "role": "host", "began": TODAY, "today": TODAY, **asked})


def filled_in(person: Person, organisation: Organisation) -> dict[str, str]:
    return {
        "person": str(person.public_id),
        "role": "host",
        "organisation": str(organisation.public_id),
        "began": f"{TODAY:%d/%m/%Y}",
        "decision": "15-QĐ/ĐU",
    }


def test_an_administrator_gives_a_role_within_her_part_and_not_beyond(world: World, office: Office) -> None:
    grant = give(office.ha, person=office.hoa, organisation=world.cell_a, decision="15-QĐ/ĐU")
    assert (grant.granted_by, grant.decision) == (office.ha, "15-QĐ/ĐU")
    assert account_of(office.hoa).groups.filter(name=HOSTS).exists()
    for person, organisation in (
        (office.hoa, world.b),
        (office.hoa, world.province),
        (world.binh, world.cell_a),
    ):
        with pytest.raises(NotYoursToGive):
            give(office.ha, person=person, organisation=organisation)
    assert give(office.nghia, person=world.binh, organisation=world.cell_a).person == world.binh


def test_nobody_else_gives_anything(world: World, office: Office) -> None:
    for by in (world.minh, world.tu, world.son, office.y, account_of(world.lan)):
        with pytest.raises(NotYoursToGive):
            give(by, person=office.hoa, organisation=world.cell_a)


def test_writing_for_everybody_is_given_by_who_administers_everything(world: World, office: Office) -> None:
    for role in ("lecturer", "reviewer"):
        with pytest.raises(NotYoursToGive):
            give(office.ha, person=office.hoa, organisation=world.cell_a, role=role)
        given = give(office.nghia, person=office.hoa, organisation=world.cell_a, role=role)
        assert given.role == role


def test_the_whole_tree_is_given_by_who_administers_it(world: World, office: Office) -> None:
    grant = give(office.nghia, person=office.hoa, organisation=world.province, role="administrator")
    assert account_of(office.hoa).is_superuser
    with pytest.raises(AdministersEverything):
        give(office.nghia, person=office.hoa, organisation=world.a, role="administrator")
    office.hoa.refresh_from_db()
    with pytest.raises(OwnLastAdministration):
        end_role(by=account_of(office.hoa), grant=grant, on=TODAY, today=TODAY)


def test_a_role_is_not_given_twice_nor_ended_before_it_begins(world: World, office: Office) -> None:
    give(office.ha, person=office.hoa, organisation=world.cell_a)
    with pytest.raises(GrantedAlready):
        give(office.ha, person=office.hoa, organisation=world.cell_a)
    with pytest.raises(GrantEndsTooEarly):
        give(office.ha, person=office.hoa, organisation=world.a, ended=TODAY)


def test_an_administrator_does_not_end_her_own_last_role(world: World, office: Office) -> None:
    own = Grant.objects.get(person__account=office.ha)
    with pytest.raises(OwnLastAdministration):
        end_role(by=office.ha, grant=own, on=TODAY + A_DAY, today=TODAY)
    second = make_grant(own.person, world.b, "administrator", ended=TODAY + A_DAY)
    with pytest.raises(OwnLastAdministration):
        end_role(by=office.ha, grant=own, on=TODAY + 2 * A_DAY, today=TODAY)
    Grant.objects.filter(pk=second.pk).update(ended=None)
    end_role(by=office.ha, grant=own, on=TODAY, today=TODAY)
    assert Grant.objects.get(pk=own.pk).ended == TODAY


def test_an_end_may_come_sooner_than_it_was_set_but_is_never_put_off(world: World, office: Office) -> None:
    grant = give(office.ha, person=office.hoa, organisation=world.cell_a, ended=TODAY + timedelta(days=30))
    with pytest.raises(EndedAlready):
        end_role(by=office.ha, grant=grant, on=TODAY + timedelta(days=60), today=TODAY)
    end_role(by=office.ha, grant=grant, on=TODAY, today=TODAY)
    assert not account_of(office.hoa).groups.filter(name=HOSTS).exists()
    with pytest.raises(EndedAlready):
        end_role(by=office.ha, grant=grant, on=TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("began", "ended", "state"),
    [
        (TODAY, None, IN_FORCE),
        (TODAY, TODAY + A_DAY, IN_FORCE),
        (TODAY + A_DAY, None, TO_COME),
        (TODAY - A_DAY, TODAY, ENDED),
        (TODAY, TODAY, ENDED),
        (TODAY + A_DAY, TODAY + A_DAY, ENDED),
    ],
)
def test_a_role_is_to_come_in_force_or_ended(began: date, ended: date | None, state: str) -> None:
    assert state_of(began, ended, TODAY) == state


# --- On the screen ---------------------------------------------------------------------------------


def test_the_screens_are_for_administrators_alone(world: World, office: Office, desk: Desk) -> None:
    grant = Grant.objects.get(person__account=world.minh)
    one = reverse("granting:role", args=[grant.public_id])
    for address in (reverse("granting:roles"), reverse("granting:give"), one):
        for viewer in (office.ha, office.nghia):
            assert desk(viewer).get(address).status_code == 200
        for viewer in (world.minh, world.tu, office.y):
            assert desk(viewer).get(address).status_code == 404
        for viewer in (world.son, account_of(world.lan)):
            assert desk(viewer).get(address).status_code == 302
        assert Client().get(address).status_code == 302


def test_a_neighbours_role_is_as_good_as_unknown(world: World, office: Office, desk: Desk) -> None:
    neighbours = reverse("granting:role", args=[Grant.objects.get(person__account=world.tu).public_id])
    assert desk(office.ha).get(neighbours).status_code == 404
    assert desk(office.ha).post(neighbours, {"ended": f"{TODAY:%d/%m/%Y}"}).status_code == 404
    assert desk(office.nghia).get(neighbours).status_code == 200


def test_the_list_shows_the_part_she_administers_and_leaves_readings(
    world: World, office: Office, desk: Desk
) -> None:
    page = desk(office.ha).get(reverse("granting:roles")).content.decode()
    assert "Bùi Văn Minh" in page
    assert "Tạ Thị Ý" in page
    assert "Hà Anh Tú" not in page
    assert Reading.objects.filter(reader=office.ha, screen="roles", person__account=world.minh).exists()


def test_the_list_is_narrowed_by_name_role_organisation_and_state(
    world: World, office: Office, desk: Desk
) -> None:
    make_grant(office.hoa, world.cell_a, "host", ended=TODAY)
    make_grant(office.hoa, world.cell_a, "marker", began=TODAY + A_DAY)

    def names(**asked: str) -> set[str]:
        answer = desk(office.nghia).get(reverse("granting:roles"), asked)
        return {f"{row['grant'].person} {row['grant'].role}" for row in answer.context["rows"]}

    assert names(q="bui minh") == {"Bùi Văn Minh organiser"}
    assert names(role="auditor") == {"Tạ Thị Ý auditor"}
    assert names(state="ended") == {"Phạm Văn Hòa host"}
    assert names(state="to_come") == {"Phạm Văn Hòa marker"}
    assert names(state="all", organisation=str(world.cell_a.public_id)) == {
        "Phạm Văn Hòa host",
        "Phạm Văn Hòa marker",
    }
    assert names(organisation=str(world.b.public_id)) == {"Hà Anh Tú organiser"}


def test_a_role_is_given_on_the_screen_and_its_history_is_shown(
    world: World, office: Office, desk: Desk
) -> None:
    answer = desk(office.ha).post(reverse("granting:give"), filled_in(office.hoa, world.cell_a), follow=True)
    page = answer.content.decode()
    assert "Đã giao quyền" in page
    assert "Trần Thị Hà" in page
    grant = Grant.objects.get(person=office.hoa)
    ended = desk(office.ha).post(
        reverse("granting:role", args=[grant.public_id]), {"ended": f"{TODAY:%d/%m/%Y}"}, follow=True
    )
    assert f"(thôi giữ từ {TODAY:%d/%m/%Y})" in ended.content.decode()
    assert 'name="ended"' not in ended.content.decode()


def test_another_screen_may_say_who_and_over_what(world: World, office: Office, desk: Desk) -> None:
    asked = {"person": str(office.hoa.public_id), "organisation": str(world.cell_a.public_id)}
    page = desk(office.ha).get(reverse("granting:give"), asked).content.decode()
    assert "Phạm Văn Hòa" in page
    out_of_sight = {"person": str(world.binh.public_id), "organisation": str(world.b.public_id)}
    page = desk(office.ha).get(reverse("granting:give"), out_of_sight).content.decode()
    assert "Chẩu Văn Bình" not in page
    assert "Đảng bộ xã B" not in page


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"role": "lecturer"}, "role", "lecturer"),
        ({"began": "31/02/2026"}, "began", "ngày"),
        ({"began": "01/01/2206"}, "began", "năm"),
        ({"ended": f"{TODAY:%d/%m/%Y}"}, "ended", "thôi trước khi bắt đầu"),
        ({"organisation": "8b0ed4a4-5f4b-4f0e-9a4e-1f3e0d5f2c11"}, "organisation", "Không còn tìm thấy"),
    ],
)
def test_what_cannot_be_given_says_so_at_its_field(
    world: World, office: Office, desk: Desk, changed: dict[str, str], field: str, sentence: str
) -> None:
    typed = {**filled_in(office.hoa, world.cell_a), **changed}
    answer = desk(office.ha).post(reverse("granting:give"), typed)
    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert "15-QĐ/ĐU" in answer.content.decode()
    assert not Grant.objects.filter(person=office.hoa).exists()


def test_everybody_with_a_role_sees_what_she_was_given(world: World, office: Office, desk: Desk) -> None:
    page = desk(world.minh).get(reverse("granting:mine")).content.decode()
    assert "Cán bộ tổ chức" in page
    assert "Đảng bộ xã A" in page
    assert "Đảng bộ xã B" not in page
    assert "toàn hệ thống" in desk(office.nghia).get(reverse("granting:mine")).content.decode()
    assert desk(world.son).get(reverse("granting:mine")).status_code == 302


def test_the_list_costs_the_same_however_long_it_is(
    world: World, office: Office, desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = desk(office.ha)
    browser.get(reverse("granting:roles"))
    with django_assert_max_num_queries(20) as few:
        browser.get(reverse("granting:roles"))
    for number in range(20):
        make_grant(make_person(f"Người {number}"), world.cell_a, "host")
    with django_assert_max_num_queries(len(few)):
        answer = browser.get(reverse("granting:roles"))
    assert len(answer.context["rows"]) > 20
