"""What may be done with a session when."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.sessions import rules
from practices.sessions.models import DemonstrationSession
from practices.sessions.rules import ANNOUNCED, CANCELLED, CLOSED, DRAFT, REVIEWING, UNDER_WAY, Times

TODAY = date(2026, 11, 23)
ALLOWED = {
    (DRAFT, ANNOUNCED),
    (ANNOUNCED, UNDER_WAY),
    (ANNOUNCED, CANCELLED),
    (UNDER_WAY, REVIEWING),
    (REVIEWING, CLOSED),
}


def test_a_session_goes_its_way_and_no_other() -> None:
    states = DemonstrationSession.State.values
    assert {(a, b) for a, b in product(states, states) if rules.may_move(a, b)} == ALLOWED
    assert set(rules.MOVES) == set(rules.CHANGEABLE) == set(states)


def test_what_is_changeable_are_fields_of_a_session() -> None:
    names = {field.name for field in DemonstrationSession._meta.get_fields()}
    assert names >= rules.EVERYTHING
    assert rules.QUIET <= rules.EVERYTHING


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({}, {}),
        ({"day": TODAY - timedelta(days=1)}, {"day": "past"}),
        ({"ends": time(14)}, {"ends": "before_it_begins"}),
        ({"reply_by": TODAY + timedelta(days=6)}, {"reply_by": "after_the_day"}),
        ({"reply_by": TODAY - timedelta(days=1)}, {"reply_by": "past"}),
        ({"reply_by": TODAY + timedelta(days=5)}, {}),
    ],
)
def test_times_that_cannot_be_meant_are_named(fields: dict[str, object], faults: dict[str, str]) -> None:
    typed = {"day": TODAY + timedelta(days=5), "begins": time(14), "ends": time(16), **fields}
    assert Times(**typed).faults(today=TODAY) == faults  # type: ignore[arg-type]


@given(st.integers(0, 20), st.integers(0, 20))
def test_fewer_places_send_nobody_away(places: int, coming: int) -> None:
    free = rules.places_free(places, coming)
    assert free == max(0, places - coming)
    assert rules.places_free(None, coming) is None
    assert rules.has_place(None, coming)


def test_answers_are_taken_until_the_end_of_the_last_day_in_vietnam() -> None:
    starts_at = datetime(2026, 12, 3, 7, tzinfo=UTC)

    def takes(today: date, now: datetime, state: str = ANNOUNCED, reply_by: date | None = TODAY) -> bool:
        return rules.takes_replies(state=state, reply_by=reply_by, today=today, now=now, starts_at=starts_at)

    assert takes(TODAY, datetime(2026, 11, 23, 16, 59, tzinfo=UTC))
    assert not takes(TODAY + timedelta(days=1), datetime(2026, 11, 23, 17, 1, tzinfo=UTC))
    assert takes(TODAY + timedelta(days=5), starts_at - timedelta(minutes=1), reply_by=None)
    assert not takes(TODAY, starts_at, reply_by=None)
    assert not any(
        takes(TODAY, starts_at - timedelta(days=5), state=state) for state in (DRAFT, CANCELLED, CLOSED)
    )


def test_it_begins_on_its_day_and_not_before() -> None:
    assert not rules.may_begin(today=TODAY, day=TODAY + timedelta(days=1))
    assert rules.may_begin(today=TODAY, day=TODAY)
    assert rules.may_begin(today=TODAY + timedelta(days=1), day=TODAY)
