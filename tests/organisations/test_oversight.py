"""Nobody sees outside what was granted: by example, and for random trees, grants, moves and days."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from organisations.appointments.actions import AppointmentRefusal, appoint
from organisations.appointments.models import Appointment
from organisations.oversight.actions import (
    GrantedAlready,
    NotOverseen,
    access_person,
    end_grant,
    grant_role,
    settle_roles,
)
from organisations.oversight.models import Grant, Reading
from organisations.oversight.queries import (
    organisations_overseen_by,
    people_overseen_by,
    readings_seen_by,
    standings_overseen_by,
)
from organisations.people.actions import enter_person, open_account
from organisations.people.models import Person
from organisations.reorganising.actions import close_organisation, merge_organisations, move_organisation
from organisations.tree.actions import TreeRefusal
from organisations.tree.models import Organisation, Standing
from tests.makers import (
    account_of,
    make_decision,
    make_grant,
    make_organisation,
    make_person,
)
from tests.organisations.conftest import World

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def test_minh_sees_lan_and_the_neighbour_does_not(world: World) -> None:
    assert set(people_overseen_by(world.minh)) == {world.lan}
    assert set(people_overseen_by(world.tu)) == {world.binh}
    assert not people_overseen_by(world.son).exists()
    assert set(organisations_overseen_by(world.minh)) == {world.a, world.cell_a}


def test_a_secretary_oversees_nobody_by_her_post(world: World) -> None:
    assert not people_overseen_by(account_of(world.lan)).exists()


def test_opening_somebody_is_logged_and_a_stranger_gets_nothing(world: World) -> None:
    opened = access_person(viewer=world.minh, public_id=world.lan.public_id, screen="person", now=NOW)
    assert opened == world.lan
    for viewer in (world.tu, world.son):
        with pytest.raises(NotOverseen):
            access_person(viewer=viewer, public_id=world.lan.public_id, screen="person", now=NOW)
    with pytest.raises(NotOverseen):
        access_person(viewer=world.minh, public_id=uuid4(), screen="person", now=NOW)
    [reading] = Reading.objects.all()
    assert (reading.reader, reading.person, reading.screen, reading.at) == (
        world.minh,
        world.lan,
        "person",
        NOW,
    )


def test_the_log_is_seen_by_the_auditor_of_that_part_alone(world: World) -> None:
    access_person(viewer=world.minh, public_id=world.lan.public_id, screen="person", now=NOW)
    auditor = make_person("Tạ Thị Ý", username="y")
    make_grant(auditor, world.a, "auditor")
    assert readings_seen_by(account_of(auditor)).count() == 1
    for viewer in (world.minh, world.tu, world.son):
        assert not readings_seen_by(viewer).exists()


def test_a_grant_that_has_ended_or_not_begun_shows_nothing(world: World) -> None:
    grant = Grant.objects.get(person__account=world.minh)
    end_grant(grant=grant, on=TODAY, by=None, today=TODAY)
    assert not people_overseen_by(world.minh, today=TODAY).exists()
    assert people_overseen_by(world.minh, today=TODAY - timedelta(days=1)).exists()


def test_a_closed_account_sees_nothing(world: World) -> None:
    world.minh.is_active = False
    assert not people_overseen_by(world.minh).exists()
    assert not organisations_overseen_by(world.minh).exists()


def test_a_role_is_given_once_and_its_group_follows(world: World) -> None:
    hoa = make_person("Lê Thị Hoa", username="hoa")
    grant = grant_role(
        person=hoa,
        role="lecturer",
        organisation=world.a,
        began=TODAY,
        ended=date(2027, 1, 1),
        by=None,
        today=TODAY,
    )
    with pytest.raises(GrantedAlready):
        grant_role(person=hoa, role="lecturer", organisation=world.a, began=TODAY, by=None, today=TODAY)
    assert [group.name for group in account_of(hoa).groups.all()] == ["Giảng viên"]
    settle_roles(person=hoa, today=date(2027, 1, 1))
    assert not account_of(hoa).groups.exists()
    assert grant.ended == date(2027, 1, 1)


def test_only_who_administers_the_whole_tree_is_an_administrator_of_the_site(world: World) -> None:
    part, whole = make_person("Trần Thị Hà", username="ha"), make_person("Quan Văn Nghĩa", username="nghia")
    make_grant(part, world.a, "administrator")
    make_grant(whole, world.province, "administrator")
    part.refresh_from_db()
    whole.refresh_from_db()
    assert (account_of(part).is_superuser, account_of(whole).is_superuser) == (False, True)
    assert set(people_overseen_by(account_of(part))) == {world.lan}
    end_grant(grant=whole.grants.get(), on=timezone.localdate(), by=None, today=timezone.localdate())
    assert not User.objects.get(username="nghia").is_superuser


def test_a_superuser_sees_also_who_never_held_a_post(world: World) -> None:
    nobody = enter_person(full_name="Ngô Thị Quý")
    root = User.objects.create_superuser(username="root", full_name="Quản trị")
    assert nobody in people_overseen_by(root)
    assert nobody not in people_overseen_by(world.minh)


# --- For random trees, grants, moves and days ----------------------------------------------------

FIRST = date(2024, 1, 1)
DAYS = 40
days = st.integers(0, DAYS).map(lambda n: FIRST + timedelta(days=n))


class RandomTrees(TestCase):
    """A small world is built, changed at random day after day, and asked about on every kind of day.

    What may be seen is worked out beside it in the plainest way: parents followed step by step.
    """

    @settings(max_examples=25)
    @given(data=st.data())
    def test_no_viewer_gets_anything_outside_the_granted_subtree(self, data: st.DataObject) -> None:
        organisations = grow(data)
        people = let_serve(data, organisations)
        scope = data.draw(st.sampled_from(organisations))
        viewer = viewer_of(scope)
        for number in range(data.draw(st.integers(0, 4))):
            change(data, organisations, FIRST + timedelta(days=DAYS // 4 * (number + 1)))
        granted = set(viewer.person.grants.filter(ended=None).values_list("organisation", flat=True))
        for day in [*data.draw(st.lists(days, min_size=2, max_size=3)), FIRST + timedelta(days=DAYS)]:
            inside = within_on(granted, day)
            assert ids(standings_overseen_by(viewer, on=day), "organisation_id") == inside
            assert ids(organisations_overseen_by(viewer, on=day)) == inside
            assert ids(people_overseen_by(viewer, on=day)) == seen_on(people, inside, day)


def grow(data: st.DataObject) -> list[Organisation]:
    root = make_organisation("Đảng bộ tỉnh", on=FIRST)
    grown = [root]
    for number in range(data.draw(st.integers(2, 7))):
        parent = data.draw(st.sampled_from(grown))
        grown.append(make_organisation(f"Tổ chức {number}", parent, on=FIRST))
    return grown


def let_serve(data: st.DataObject, organisations: list[Organisation]) -> list[Person]:
    people = [enter_person(full_name=f"Người {number}") for number in range(3)]
    for person in people:
        for _ in range(data.draw(st.integers(0, 3))):
            began = data.draw(days)
            length = data.draw(st.none() | st.integers(1, 15))
            try:
                appoint(
                    person=person,
                    organisation=data.draw(st.sampled_from(organisations)),
                    post=data.draw(st.sampled_from(Appointment.Post.values)),
                    began=began,
                    ended=began + timedelta(days=length) if length else None,
                )
            except AppointmentRefusal:
                continue
    return people


def viewer_of(scope: Organisation) -> User:
    person = enter_person(full_name="Bùi Văn Minh")
    account = open_account(person=person, username=f"minh{uuid4().hex[:8]}", password=None)
    make_grant(person, scope)
    return account


def change(data: st.DataObject, organisations: list[Organisation], on: date) -> None:
    one, other = (Organisation.objects.get(pk=data.draw(st.sampled_from(organisations)).pk) for _ in range(2))
    decision = make_decision(on)
    reorganise = data.draw(st.sampled_from(["move", "merge", "close"]))
    try:
        if reorganise == "move":
            move_organisation(organisation=one, parent=other, decision=decision)
        elif reorganise == "merge":
            merge_organisations(organisations=[one], into=other, decision=decision)
        else:
            close_organisation(organisation=one, decision=decision)
    except (TreeRefusal, AppointmentRefusal):
        return


def ids(rows: object, column: str = "pk") -> set[int]:
    return set(rows.values_list(column, flat=True))  # type: ignore[attr-defined]


def within_on(granted: set[int], day: date) -> set[int]:
    """Who stood under whom on a day, by following parents one by one."""
    parents = {
        row.organisation_id: row.parent_id
        for row in Standing.objects.all()
        if row.began <= day and (row.ended is None or day < row.ended)
    }
    inside = set()
    for organisation in parents:
        above: int | None = organisation
        while above is not None and above not in granted:
            above = parents[above]
        if above is not None:
            inside.add(organisation)
    return inside


def seen_on(people: list[Person], inside: set[int], day: date) -> set[int]:
    """Whoever held a post inside on that day; or, between or after posts, whose last one was inside."""
    seen = set()
    for person in people:
        begun = [
            post
            for post in person.appointments.all()
            if post.began <= day and (post.ended is None or post.ended > post.began)
        ]
        held = [post for post in begun if post.ended is None or day < post.ended]
        if not held and begun:
            last = max(post.ended for post in begun if post.ended)
            held = [post for post in begun if post.ended == last]
        if any(post.organisation_id in inside for post in held):
            seen.add(person.pk)
    return seen
