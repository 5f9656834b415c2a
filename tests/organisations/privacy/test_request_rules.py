"""The clocks of a request: working days, public holidays, and what may follow what."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisations.privacy.requests import rules
from organisations.privacy.requests.rules import (
    Terms,
    after_working_days,
    answer_due,
    finish_due,
    is_working_day,
    may_become,
    running_clock,
)

TERMS = Terms(answer_working_days=2, finish_days=20)
DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))
HOLIDAYS = st.frozensets(DAYS, max_size=40)
STATES = [rules.RECEIVED, rules.ANSWERED, rules.DONE, rules.REFUSED, rules.WITHDRAWN]


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),  # Monday → Wednesday
        (date(2026, 11, 26), date(2026, 11, 30)),  # Thursday → Monday
        (date(2026, 11, 27), date(2026, 12, 1)),  # Friday → Tuesday
        (date(2026, 11, 28), date(2026, 12, 1)),  # Saturday → Tuesday
        (date(2026, 11, 29), date(2026, 12, 1)),  # Sunday → Tuesday
    ],
)
def test_two_working_days_pass_over_the_weekend(asked: date, due: date) -> None:
    assert answer_due(asked, TERMS) == due


def test_the_new_year_holiday_stops_the_clock() -> None:
    tet = frozenset(date(2026, 2, day) for day in range(16, 21))
    asked = date(2026, 2, 13)  # Friday before Tết
    assert answer_due(asked, Terms(2, 20, tet)) == date(2026, 2, 24)


def test_twenty_days_are_twenty_days_whatever_day_it_is() -> None:
    assert finish_due(date(2026, 11, 23), TERMS) == date(2026, 12, 13)


@given(DAYS, st.integers(0, 30), HOLIDAYS)
def test_exactly_so_many_working_days_lie_behind(day: date, count: int, holidays: frozenset[date]) -> None:
    due = after_working_days(day, count, holidays)
    passed = [day + timedelta(days=number) for number in range(1, (due - day).days + 1)]
    assert sum(is_working_day(one, holidays) for one in passed) == count
    assert count == 0 or is_working_day(due, holidays)


@given(DAYS, DAYS, HOLIDAYS)
def test_who_asks_later_is_never_answered_earlier(one: date, other: date, holidays: frozenset[date]) -> None:
    terms = Terms(2, 20, holidays)
    first, second = sorted((one, other))
    assert answer_due(first, terms) <= answer_due(second, terms)


@given(DAYS, HOLIDAYS)
def test_a_holiday_never_shortens_what_she_waits(day: date, holidays: frozenset[date]) -> None:
    assert answer_due(day, TERMS) <= answer_due(day, Terms(2, 20, holidays))


@given(st.sampled_from(STATES), DAYS, DAYS, DAYS)
def test_a_clock_runs_while_a_request_is_open_and_never_after(
    state: str, answer_by: date, finish_by: date, today: date
) -> None:
    clock = running_clock(state, answer_by, finish_by, today)
    assert (clock is not None) == (state in rules.OPEN)
    if clock:
        assert clock.is_overdue == (clock.due < today)
        assert clock.is_for_answer == (state == rules.RECEIVED)


@given(st.sampled_from(STATES), st.sampled_from(STATES))
def test_nothing_follows_an_end_and_nothing_becomes_new_again(state: str, other: str) -> None:
    if may_become(state, other):
        assert state in rules.OPEN
        assert other != rules.RECEIVED
