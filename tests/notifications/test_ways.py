"""By which ways something goes: what reaches her, what she wishes, and what costs money only where needed."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from notifications.pushing.keys import new_key
from notifications.ways.actions import choose_ways
from notifications.ways.queries import reachable_by, unreachable, wishes_of
from notifications.ways.rules import CHOSEN_AMONG, Channel, Kind, offered, ways_for
from tests.notifications.browsers import Browser
from tests.notifications.people import make_lan, make_son, subscribed

NOW = datetime(2026, 11, 27, 2, tzinfo=UTC)
LETTER, PUSH, TEXT = Channel.LETTER, Channel.PUSH, Channel.TEXT
channels = st.frozensets(st.sampled_from(Channel))


@given(
    st.sampled_from(CHOSEN_AMONG),
    channels,
    st.dictionaries(st.sampled_from(Channel), st.booleans()),
    st.booleans(),
)
def test_nothing_goes_where_it_cannot_or_is_not_wished(
    kind: Kind, reached: frozenset[Channel], wishes: dict[Channel, bool], urgent: bool
) -> None:
    ways = ways_for(kind, reached_by=reached, wishes=wishes, is_urgent=urgent)
    assert ways <= reached & offered(kind)
    assert all(wishes.get(way, True) for way in ways)
    if TEXT in ways and not urgent:
        assert ways == {TEXT}
    # What is free goes wherever it may.
    assert {way for way in reached - {TEXT} if wishes.get(way, True)} <= ways


def test_a_text_message_is_for_reminders_and_for_what_is_urgent() -> None:
    assert ways_for(Kind.NEWS, reached_by={TEXT}, wishes={}) == set()
    assert ways_for(Kind.NEWS, reached_by={TEXT, LETTER}, wishes={}, is_urgent=True) == {TEXT, LETTER}
    assert ways_for(Kind.NEWS, reached_by={TEXT}, wishes={TEXT: False}, is_urgent=True) == set()
    assert ways_for(Kind.REMINDER, reached_by={TEXT}, wishes={}) == {TEXT}
    assert ways_for(Kind.REMINDER, reached_by={TEXT, PUSH}, wishes={}) == {PUSH}
    assert ways_for(Kind.DIGEST, reached_by={TEXT}, wishes={TEXT: True}) == set()
    assert ways_for(Kind.TEST, reached_by={TEXT, PUSH}, wishes={PUSH: False}) == {TEXT, PUSH}


@pytest.mark.django_db
def test_whom_nothing_reaches_is_found(settings: Any) -> None:
    settings.PUSH_KEY, settings.TEXT_MESSAGE_GATEWAY = new_key(), "tests.notifications.test_outbox.Gateway"
    lan, son = make_lan(), make_son()
    ba = make_lan_like("ba", phone=None, email="")
    subscribed(ba, Browser(), now=NOW)
    assert reachable_by(lan) == {LETTER, TEXT}
    assert reachable_by(son) == set()
    assert reachable_by(ba) == {PUSH}
    assert list(unreachable(User.objects.all())) == [son]

    settings.TEXT_MESSAGE_GATEWAY = "console"  # it only writes to the log
    assert reachable_by(lan) == {LETTER}
    settings.LETTERS_LEAVE, settings.PUSH_KEY = False, ""
    assert set(unreachable(User.objects.all())) == {lan, son, ba}


def make_lan_like(username: str, **fields: Any) -> User:
    return User.objects.create(username=username, full_name="Nguyễn Thị Ba", **fields)


@pytest.mark.django_db
def test_what_she_chose_is_kept_and_what_she_was_not_asked_stays() -> None:
    lan = make_lan()
    choose_ways(account=lan, wishes={(Kind.NEWS, LETTER): False, (Kind.NEWS, TEXT): True})
    choose_ways(account=lan, wishes={(Kind.NEWS, LETTER): True})
    assert wishes_of(lan) == {Kind.NEWS: {LETTER: True, TEXT: True}}
    assert wishes_of(make_son()) == {}
