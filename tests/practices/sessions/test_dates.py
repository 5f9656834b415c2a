"""Sessions and commitments among her dates: in her calendar, in the week's digest, and in nobody else's."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from accounts.models import User
from notifications.calendars.queries import entries_of
from notifications.digests.actions import send_digest
from notifications.models import Notice
from practices.reviews.models import Commitment
from practices.sessions.calendar import calendar_file
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.replying import reply_to_invitation
from tests.makers import account_of
from tests.practices.makers import invite, make_session
from tests.practices.reviews.makers import attend, make_held_session, observe
from tests.practices.sessions.conftest import NOW, World

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def ahead(world: World) -> DemonstrationSession:
    session = make_session(world.commune, title="Sinh hoạt điểm ở thôn 1", starts_at=NOW + timedelta(days=3))
    invite(session, world.lan)
    return session


def titles(account: User) -> list[str]:
    return [entry.title for entry in entries_of(account, today=TODAY)]


def test_a_session_is_the_event_of_its_own_file(world: World, ahead: DemonstrationSession) -> None:
    [entry] = entries_of(account_of(world.lan), today=TODAY)
    [event] = Calendar.from_ical(calendar_file(ahead, address="https://lop.example/", now=NOW)).walk("VEVENT")
    assert f"{entry.key}@lop-chi-bo" == event["UID"]
    assert (entry.begins, entry.ends) == (ahead.starts_at, ahead.ends_at)
    assert titles(account_of(world.host)) == titles(account_of(world.son)) == []


def test_one_she_has_declined_or_that_is_over_is_none(world: World, ahead: DemonstrationSession) -> None:
    participant = Participant.objects.get(session=ahead)
    reply_to_invitation(participant=participant, is_coming=False, why_not="Bận họp", now=NOW)
    invite(make_held_session(world.commune), world.lan)
    assert titles(account_of(world.lan)) == []


def test_what_she_committed_to_stands_on_its_day_until_it_is_done(world: World) -> None:
    session = make_held_session(world.commune)
    commitment = observe(attend(session, world.lan)).commitments.get()
    [entry] = entries_of(account_of(world.lan), today=TODAY)
    assert (entry.begins, entry.title) == (commitment.by, f"Cam kết: {commitment.text}")
    Commitment.objects.update(state=Commitment.State.DONE)
    assert titles(account_of(world.lan)) == []


def test_the_digest_tells_of_sessions_to_come(world: World, ahead: DemonstrationSession) -> None:
    lan, son = account_of(world.lan), account_of(world.son)
    assert send_digest(account=lan, day=TODAY, now=NOW)
    assert not send_digest(account=son, day=TODAY, now=NOW)
    [line] = Notice.objects.get(kind="digest").lines
    assert line["title"] == ahead.title
    assert line["address"] == f"/dien-hinh/buoi/{ahead.public_id}/"
