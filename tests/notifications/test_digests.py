"""The weekly digest: put together by the rooms above, on its day, once, where there is something to say."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from notifications.actions import Line
from notifications.digests.actions import send_digests
from notifications.digests.rules import HOUR, digest_day
from notifications.digests.signals import composing_digest
from notifications.models import Delivery, DigestRound, Notice
from notifications.outbox.actions import send_due
from notifications.ways.actions import choose_ways
from notifications.ways.rules import Channel, Kind
from tests.notifications.people import make_lan, make_son

MONDAY = datetime(2026, 11, 30, 1, tzinfo=UTC)
"""Eight o'clock in Vietnam."""
SAID = [Line("Bài mới: Kết luận cuộc họp", "Khóa học đồng chí đang theo", "/khoa-hoc/mot/")]


class Room:
    """A room above, with something to say to some."""

    def __init__(self) -> None:
        self.says: dict[str, list[Line] | None] = {}
        self.asked: list[tuple[str, datetime]] = []
        self.breaks_on = ""

    def compose(self, sender: type, account: User, since: datetime, now: datetime, **_: Any) -> Any:
        self.asked.append((account.username, since))
        if account.username == self.breaks_on:
            raise LookupError
        return self.says.get(account.username)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """Alone: what the site's own rooms say is tested with them."""
    monkeypatch.setattr(composing_digest, "receivers", [])
    composing_digest.sender_receivers_cache.clear()
    made = Room()
    composing_digest.connect(made.compose, weak=False)
    yield made
    composing_digest.disconnect(made.compose)


@pytest.fixture
def lan(db: None) -> User:
    return make_lan()


def test_whoever_has_nothing_to_read_is_sent_nothing(lan: User, room: Room) -> None:
    make_son()
    room.says = {"lan": SAID, "son": []}
    assert not send_digests(now=MONDAY)
    [notice] = Notice.objects.all()
    assert (notice.recipient, notice.kind) == (lan, Kind.DIGEST)
    assert notice.lines == [SAID[0]._asdict()]
    assert dict(room.asked) == {"lan": MONDAY - timedelta(days=7), "son": MONDAY - timedelta(days=7)}
    send_due(now=MONDAY)
    [letter] = mail.outbox
    assert "Bài mới: Kết luận cuộc họp" in str(letter.body)


def test_it_comes_once_a_week_however_often_it_is_looked_for(lan: User, room: Room) -> None:
    room.says = {"lan": SAID}
    for hours in (0, 1, 12, 24, 48):
        send_digests(now=MONDAY + timedelta(hours=hours))
    assert Notice.objects.count() == 1
    assert len(room.asked) == 1
    send_digests(now=MONDAY + timedelta(days=7))
    assert Notice.objects.count() == 2


def test_whoever_wants_it_by_no_way_is_not_even_asked_for(lan: User, room: Room) -> None:
    room.says = {"lan": SAID}
    choose_ways(account=lan, wishes={(Kind.DIGEST, way): False for way in (Channel.LETTER, Channel.PUSH)})
    send_digests(now=MONDAY)
    assert room.asked == []
    choose_ways(account=lan, wishes={(Kind.DIGEST, Channel.PUSH): True})
    send_digests(now=MONDAY + timedelta(days=7))
    assert Notice.objects.count() == 1
    assert not Delivery.objects.filter(channel=Channel.LETTER).exists()


def test_a_run_that_is_cut_off_goes_on_where_it_was(
    lan: User, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_son()
    room.says = {"lan": SAID, "son": SAID}

    class Killed(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("notifications.digests.actions.DigestRound.objects.filter", die)
        with pytest.raises(Killed):
            send_digests(now=MONDAY)
    assert Notice.objects.count() == 1
    while send_digests(now=MONDAY + timedelta(hours=1), most=1):
        pass
    assert sorted(Notice.objects.values_list("recipient__username", flat=True)) == ["lan", "son"]
    assert DigestRound.objects.get().finished_at


def test_what_breaks_for_one_keeps_nobody_else_from_her_digest(
    lan: User, room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    make_son()
    room.says = {"son": SAID}
    room.breaks_on = "lan"
    send_digests(now=MONDAY)
    assert [notice.recipient.username for notice in Notice.objects.all()] == ["son"]
    assert "could not be composed" in caplog.text


def test_where_no_room_has_anything_to_say_nobody_is_asked(
    lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing_digest, "receivers", [])
    assert not send_digests(now=MONDAY)
    assert not DigestRound.objects.exists()


@given(st.datetimes(), st.integers(0, 6))
def test_its_day_is_one_of_seven_and_its_hour_is_not_the_night(now: datetime, weekday: int) -> None:
    day = digest_day(now, weekday=weekday)
    assert (day is not None) == (now.weekday() == weekday and now.time() >= HOUR)
