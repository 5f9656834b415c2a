"""Periods follow Vietnam's calendar, and a report is told as of their last day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking.layouts.asking import Asked, BadWish, asked_in
from tracking.layouts.rules import (
    NoSuchPeriod,
    period_around,
    period_before,
    period_of,
    recent_periods,
)

TODAY = date(2026, 11, 27)
DAYS = st.dates(date(2020, 1, 1), date(2039, 12, 31))


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2026-q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2024-h1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2025-h2", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("last-month", date(2026, 10, 1), date(2026, 10, 31)),
        ("last-quarter", date(2026, 7, 1), date(2026, 9, 30)),
        ("last-half", date(2026, 1, 1), date(2026, 6, 30)),
        ("last-year", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_has_its_first_and_its_last_day(key: str, first: date, last: date) -> None:
    period = period_of(key, TODAY)
    assert period is not None
    assert (period.first, period.last) == (first, last)


@given(DAYS, st.sampled_from([3, 6, 12]))
def test_every_day_lies_in_one_period_which_its_key_finds_again(day: date, months: int) -> None:
    period = period_around(day, months)
    assert period.first <= day <= period.last
    assert period_of(period.key, TODAY) == period
    assert period_before(period).last == period.first - timedelta(days=1)


@pytest.mark.parametrize("key", ["2026-q5", "2026-h3", "q1", "1999-q1", "2026-q1 ", "next-year", "２０２６"])
def test_what_is_no_period_is_refused(key: str) -> None:
    with pytest.raises(NoSuchPeriod):
        period_of(key, TODAY)


def test_a_report_is_told_as_of_the_last_day_and_never_as_of_one_to_come() -> None:
    assert Asked(period="2026-q3").day(TODAY) == date(2026, 9, 30)
    assert Asked(period="2026-q4").day(TODAY) == TODAY
    assert Asked(on=date(2026, 5, 1)).day(TODAY) == date(2026, 5, 1)
    assert Asked().day(TODAY) == TODAY
    assert Asked().since(TODAY) == date(2026, 1, 1)


def test_periods_that_have_not_begun_are_not_offered() -> None:
    found = recent_periods(TODAY)
    assert found[0].key == "2026-q4"
    assert all(period.first <= TODAY for period in found)


@given(
    st.builds(
        Asked,
        unit=st.sampled_from(["", "6f0c"]),
        courses=st.lists(st.integers(1, 9), max_size=3).map(tuple),
        programme=st.none() | st.integers(1, 9),
        post=st.sampled_from(["", "secretary"]),
        cell_type=st.none() | st.integers(1, 9),
        is_mandatory=st.sampled_from([None, True, False]),
        period=st.sampled_from(["", "2026-q3", "last-year"]),
        on=st.none() | DAYS,
    )
)
def test_what_was_asked_is_read_back_as_it_was_kept(asked: Asked) -> None:
    assert asked_in(asked.plain()) == asked


@pytest.mark.parametrize("kept", [{"period": "2026-q9"}, {"on": "ngày mai"}, {"courses": 3}])
def test_a_wish_that_cannot_be_read_is_refused(kept: dict[str, object]) -> None:
    with pytest.raises(BadWish):
        asked_in(kept)
