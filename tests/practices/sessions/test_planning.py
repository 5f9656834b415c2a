"""Whom an invitation means, what announcing tells, what a change tells, how a session ends."""

from datetime import timedelta
from typing import Any

import pytest

from notifications.models import Notice
from organisations.people.models import Person
from practices.sessions.holding import (
    DayHasPassed,
    NobodyInvited,
    OutOfOrder,
    TooEarly,
    advance_session,
    announce_session,
    cancel_session,
    discard_draft,
)
from practices.sessions.inviting import (
    InvitationsClosed,
    invite_people,
    invite_posts,
    refresh_invitations,
    take_back,
    take_back_posts,
)
from practices.sessions.models import DemonstrationSession, Participant, SessionChange
from practices.sessions.planning import NotChangeable, duplicate_session, edit_session
from practices.sessions.replying import reply_to_invitation
from practices.sessions.rules import ANNOUNCED, CANCELLED, CLOSED, DRAFT, REVIEWING, UNDER_WAY
from tests.makers import account_of, make_cell, make_secretary
from tests.practices.makers import make_session
from tests.practices.sessions.conftest import NOW, World


@pytest.fixture
def draft(world: World) -> DemonstrationSession:
    return make_session(world.commune, state=DRAFT, starts_at=NOW + timedelta(days=10), announced_at=None)


def invite_secretaries(session: DemonstrationSession, world: World) -> int:
    return invite_posts(session=session, organisation=world.commune, posts=["secretary"], now=NOW)


def invited_names(session: DemonstrationSession) -> set[str]:
    rows = Participant.objects.filter(session=session, withdrawn_at__isnull=True)
    return set(rows.values_list("person__full_name", flat=True))


def told(person: Person) -> list[str]:
    notices = Notice.objects.filter(recipient=account_of(person)).order_by("pk")
    return list(notices.values_list("title", flat=True))


def test_posts_within_a_commune_mean_its_people_each_once(draft: DemonstrationSession, world: World) -> None:
    make_secretary("Lý Thị Bé", world.cells[0], post="committee")
    assert invite_secretaries(draft, world) == 3
    everybody = ["secretary", "deputy", "committee"]
    assert invite_posts(session=draft, organisation=world.commune, posts=everybody, now=NOW) == 2
    draft.refresh_from_db()
    assert draft.invited_count == 5
    assert "Lò Văn Bên" not in invited_names(draft)
    lan = Participant.objects.get(session=draft, person=world.lan)
    assert lan.organisation_name == "Chi bộ thôn 1, Đảng bộ xã A"
    assert Notice.objects.count() == 0


def test_who_comes_to_a_post_before_the_day_is_added_when_it_is_announced(
    draft: DemonstrationSession, world: World
) -> None:
    invite_secretaries(draft, world)
    new = make_secretary("Tạ Thị Ý", make_cell("Chi bộ thôn 4", world.commune), username="y")
    assert announce_session(session=draft, now=NOW) == 4
    assert told(new) == ["Mời đồng chí dự: Sinh hoạt điểm: kết luận rõ việc"]
    assert told(world.lan) == told(new)


def test_later_ones_are_added_by_a_button_and_told_alone(draft: DemonstrationSession, world: World) -> None:
    invite_secretaries(draft, world)
    announce_session(session=draft, now=NOW)
    later = NOW + timedelta(hours=1)
    new = make_secretary("Tạ Thị Ý", make_cell("Chi bộ thôn 4", world.commune), username="y")
    assert refresh_invitations(session=draft, now=later) == 1
    assert refresh_invitations(session=draft, now=later) == 0
    assert len(told(new)) == len(told(world.lan)) == 1


def test_who_was_taken_off_the_list_stays_off_until_invited_by_name(
    draft: DemonstrationSession, world: World
) -> None:
    invite_secretaries(draft, world)
    announce_session(session=draft, now=NOW)
    lan = Participant.objects.get(session=draft, person=world.lan)
    take_back(session=draft, participant=lan, now=NOW)
    assert refresh_invitations(session=draft, now=NOW) == 0
    assert world.lan.full_name not in invited_names(draft)
    invite_people(session=draft, people=[world.lan], now=NOW + timedelta(hours=1))
    assert world.lan.full_name in invited_names(draft)


def test_taking_a_part_of_the_tree_back_leaves_whom_another_part_means(
    draft: DemonstrationSession, world: World
) -> None:
    invite_secretaries(draft, world)
    invite_posts(session=draft, organisation=world.cells[0], posts=["secretary"], now=NOW)
    invite_people(session=draft, people=world.deputies, now=NOW)
    whole = draft.audiences.get(organisation=world.commune)
    assert take_back_posts(session=draft, audience=whole, now=NOW) == 2
    assert invited_names(draft) == {world.lan.full_name, world.deputies[0].full_name}


def test_nothing_is_announced_to_nobody_or_for_the_past(draft: DemonstrationSession, world: World) -> None:
    with pytest.raises(NobodyInvited):
        announce_session(session=draft, now=NOW)
    invite_secretaries(draft, world)
    with pytest.raises(DayHasPassed):
        announce_session(session=draft, now=NOW + timedelta(days=11))
    draft.refresh_from_db()
    assert draft.state == DRAFT


def test_a_change_is_written_down_and_told_to_those_who_come_or_have_not_said(
    session: DemonstrationSession, world: World
) -> None:
    lan, dung, anh = world.secretaries
    invite_people(session=session, people=world.secretaries, now=NOW)
    for person, yes in ((lan, True), (dung, False)):
        participant = Participant.objects.get(session=session, person=person)
        reply_to_invitation(participant=participant, is_coming=yes, now=NOW)
    fields: dict[str, Any] = {"place": "Nhà văn hóa thôn 2", "programme": "Mở đầu\nKết thúc"}
    change = edit_session(session=session, fields=fields, papers=[], by=world.hosts_account, now=NOW)
    assert change is not None
    assert change.lines == [
        ["Địa điểm", "Nhà văn hóa thôn 1", "Nhà văn hóa thôn 2"],
        ["Chương trình", "", "Mở đầu\nKết thúc"],
    ]
    session.refresh_from_db()
    assert session.sequence == 1
    notice = Notice.objects.get(recipient=account_of(lan), title__startswith="Có thay đổi")
    assert notice.text == "Địa điểm: Nhà văn hóa thôn 1 → Nhà văn hóa thôn 2\nChương trình: đã thay đổi"
    assert any("Có thay đổi" in title for title in told(anh))
    assert not any("Có thay đổi" in title for title in told(dung))


def test_what_concerns_the_host_alone_and_what_is_the_same_is_told_to_nobody(
    session: DemonstrationSession, world: World
) -> None:
    by = world.hosts_account
    for fields in ({"opens_minutes_before": 60}, {"place": session.place}):
        assert edit_session(session=session, fields=fields, papers=[], by=by, now=NOW) is None
    assert SessionChange.objects.count() == 0
    session.refresh_from_db()
    assert session.sequence == 0


def test_a_session_that_has_begun_keeps_what_it_began_as(session: DemonstrationSession, world: World) -> None:
    DemonstrationSession.objects.filter(pk=session.pk).update(state=UNDER_WAY)
    with pytest.raises(NotChangeable):
        edit_session(session=session, fields={"title": "Khác"}, papers=[], by=world.hosts_account, now=NOW)
    edit_session(session=session, fields={"place": "Hội trường"}, papers=[], by=world.hosts_account, now=NOW)
    with pytest.raises(InvitationsClosed):
        invite_secretaries(session, world)


def test_cancelling_is_told_to_everybody_with_its_reason(session: DemonstrationSession, world: World) -> None:
    invite_people(session=session, people=world.secretaries, now=NOW)
    declined = Participant.objects.get(session=session, person=world.lan)
    reply_to_invitation(participant=declined, is_coming=False, now=NOW)
    cancel_session(session=session, why="Mưa lũ, đường bị chia cắt", now=NOW)
    session.refresh_from_db()
    assert (session.state, session.sequence) == (CANCELLED, 1)
    for person in world.secretaries:
        notice = Notice.objects.get(recipient=account_of(person), title__startswith="Đã hủy")
        assert "Mưa lũ" in notice.text
    with pytest.raises(OutOfOrder):
        cancel_session(session=session, why="Lần nữa", now=NOW)


def test_a_session_goes_its_way_to_the_end(session: DemonstrationSession) -> None:
    with pytest.raises(TooEarly):
        advance_session(session=session, to=UNDER_WAY, now=NOW)
    day = session.starts_at
    for state in (UNDER_WAY, REVIEWING, CLOSED):
        advance_session(session=session, to=state, now=day)
    session.refresh_from_db()
    assert (session.state, session.closed_at) == (CLOSED, day)
    with pytest.raises(OutOfOrder):
        advance_session(session=session, to=ANNOUNCED, now=day)


def test_only_a_draft_is_thrown_away(draft: DemonstrationSession, world: World) -> None:
    invite_secretaries(draft, world)
    discard_draft(session=draft)
    assert DemonstrationSession.objects.count() == Participant.objects.count() == 0
    with pytest.raises(OutOfOrder):
        discard_draft(session=make_session(world.commune))


def test_an_earlier_session_is_begun_anew_at_its_hour(session: DemonstrationSession, world: World) -> None:
    copy = duplicate_session(session=session, by=world.hosts_account, now=NOW)
    assert (copy.state, copy.title, copy.invited_count) == (DRAFT, session.title, 0)
    assert copy.starts_at == session.starts_at - timedelta(days=3)
    assert copy.checkin_secret != session.checkin_secret
