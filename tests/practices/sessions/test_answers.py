"""Answers: places, the waiting list, moving up; counts are what the list says, whatever happens."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from notifications.models import Notice
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.sessions.counting import settle_counts
from practices.sessions.inviting import invite_people, take_back
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.planning import edit_session
from practices.sessions.replying import NotInvited, RepliesClosed, reply_to_invitation
from tests.makers import account_of, make_organisation, make_person
from tests.practices.makers import make_session
from tests.practices.sessions.conftest import NOW, World, reply_of

Reply = Participant.Reply


def answer(
    session: DemonstrationSession, person: Person, *, yes: bool = True, minutes: int = 0
) -> Participant:
    participant = Participant.objects.get(session=session, person=person)
    return reply_to_invitation(
        participant=participant,
        is_coming=yes,
        why_not="" if yes else "Bận",
        now=NOW + timedelta(minutes=minutes),
    )


@pytest.fixture
def invited(session: DemonstrationSession, world: World) -> DemonstrationSession:
    invite_people(session=session, people=world.secretaries, now=NOW)
    return session


def test_when_all_places_are_taken_one_waits_and_moves_up_once_one_falls_free(
    invited: DemonstrationSession, world: World
) -> None:
    lan, dung, anh = world.secretaries
    answer(invited, lan)
    answer(invited, dung, minutes=1)
    assert answer(invited, anh, minutes=2).reply == Reply.WAITING
    answer(invited, lan, yes=False, minutes=3)
    invited.refresh_from_db()
    assert reply_of(invited, anh) == Reply.COMING
    assert (invited.coming_count, invited.waiting_count, invited.invited_count) == (2, 0, 3)
    told = Notice.objects.get(recipient=account_of(anh), title__startswith="Có chỗ")
    assert told.address == f"/dien-hinh/buoi/{invited.public_id}/"


def test_the_same_answer_once_more_keeps_her_place_in_the_list(
    invited: DemonstrationSession, world: World
) -> None:
    lan, dung, anh = world.secretaries
    answer(invited, lan)
    answer(invited, dung)
    first = answer(invited, anh, minutes=1).waiting_since
    assert answer(invited, anh, minutes=9).waiting_since == first


def test_more_places_move_those_up_who_wait(invited: DemonstrationSession, world: World) -> None:
    for minutes, person in enumerate(world.secretaries):
        answer(invited, person, minutes=minutes)
    fields = {"places": 3}
    assert edit_session(session=invited, fields=fields, papers=[], by=world.hosts_account, now=NOW) is None
    assert reply_of(invited, world.secretaries[2]) == Reply.COMING


def test_fewer_places_send_nobody_away(invited: DemonstrationSession, world: World) -> None:
    for person in world.secretaries[:2]:
        answer(invited, person)
    edit_session(session=invited, fields={"places": 1}, papers=[], by=world.hosts_account, now=NOW)
    assert [reply_of(invited, person) for person in world.secretaries[:2]] == [Reply.COMING] * 2


def test_after_the_last_day_only_the_host_can_write_an_answer_down(
    invited: DemonstrationSession, world: World
) -> None:
    late = NOW + timedelta(days=8)
    participant = Participant.objects.get(session=invited, person=world.lan)
    with pytest.raises(RepliesClosed):
        reply_to_invitation(participant=participant, is_coming=True, now=late)
    reply_to_invitation(participant=participant, is_coming=True, now=late, by_host=True)
    assert reply_of(invited, world.lan) == Reply.COMING


def test_who_is_no_longer_invited_cannot_answer(invited: DemonstrationSession, world: World) -> None:
    participant = Participant.objects.get(session=invited, person=world.lan)
    take_back(session=invited, participant=participant, now=NOW)
    with pytest.raises(NotInvited):
        reply_to_invitation(participant=participant, is_coming=True, now=NOW)
    assert Notice.objects.filter(recipient=account_of(world.lan), title__startswith="Thôi mời").exists()


@dataclass
class Naive:
    """The same, by the simplest lists there are."""

    places: int | None
    invited: list[int] = field(default_factory=list)
    coming: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)

    def leave(self, who: int) -> None:
        for names in (self.coming, self.waiting):
            if who in names:
                names.remove(who)

    def settle(self) -> None:
        while self.waiting and (self.places is None or len(self.coming) < self.places):
            self.coming.append(self.waiting.pop(0))

    def do(self, deed: str, who: int) -> None:
        if deed == "invite" and who not in self.invited:
            self.invited.append(who)
        elif deed == "take back" and who in self.invited:
            self.invited.remove(who)
            self.leave(who)
        elif deed == "no" and who in self.invited:
            self.leave(who)
        elif deed == "yes" and who in self.invited and who not in self.coming + self.waiting:
            self.waiting.append(who)
        elif deed == "places":
            self.places = who or None
        self.settle()


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["invite", "invite", "yes", "yes", "no", "take back", "places"]), st.integers(0, 3)
    ),
    max_size=14,
)


class RandomHistories(TestCase):
    """Whatever is done in whatever order."""

    commune: Organisation
    people: list[Person]
    by: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.commune = make_organisation("Đảng bộ xã A")
        cls.people = [make_person(f"Người {number}") for number in range(4)]
        cls.by = account_of(cls.people[0])

    @settings(max_examples=25)
    @given(DEEDS)
    def test_counts_and_lists_are_what_the_simplest_lists_say(self, deeds: list[tuple[str, int]]) -> None:
        session = make_session(self.commune, starts_at=NOW + timedelta(days=10), places=2)
        naive = Naive(2)
        for minute, (deed, who) in enumerate(deeds):
            self._do(session, deed, who, minute)
            naive.do(deed, who)
            session.refresh_from_db()
            listed = Participant.objects.filter(session=session, withdrawn_at__isnull=True)

            def of(reply: str, rows: QuerySet[Participant] = listed) -> set[int]:
                return {self.people.index(one.person) for one in rows.filter(reply=reply)}

            assert of(Reply.COMING) == set(naive.coming)
            assert of(Reply.WAITING) == set(naive.waiting)
            counts = (session.invited_count, session.coming_count, session.waiting_count)
            assert counts == (len(naive.invited), len(naive.coming), len(naive.waiting))
            settle_counts(session)
            assert counts == (session.invited_count, session.coming_count, session.waiting_count)

    def _do(self, session: DemonstrationSession, deed: str, who: int, minute: int) -> None:
        now, person = NOW + timedelta(minutes=minute), self.people[who]
        if deed == "invite":
            invite_people(session=session, people=[person], now=now)
        elif deed == "places":
            edit_session(session=session, fields={"places": who or None}, papers=[], by=self.by, now=now)
        elif participant := Participant.objects.filter(
            session=session, person=person, withdrawn_at__isnull=True
        ).first():
            if deed == "take back":
                take_back(session=session, participant=participant, now=now)
            else:
                reply_to_invitation(participant=participant, is_coming=deed == "yes", now=now)
