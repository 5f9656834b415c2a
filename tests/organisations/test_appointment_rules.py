"""Spans of days: who is seen by whom between two posts."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from organisations.appointments.rules import Span, overseen_until

FIRST = date(2024, 1, 1)
days = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
spans = st.builds(
    lambda began, length: Span(began, None if length is None else began + timedelta(days=length)),
    days,
    st.none() | st.integers(0, 30),
)


@given(spans, spans, days)
def test_two_spans_overlap_where_a_day_lies_in_both(one: Span, other: Span, day: date) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    if one.covers(day) and other.covers(day):
        assert one.overlaps(other)


@given(st.lists(spans, min_size=1, max_size=5), days)
def test_somebody_who_held_a_post_is_always_in_sight(held: list[Span], day: date) -> None:
    sight = [Span(span.began, until) for span, until in zip(held, overseen_until(held), strict=True)]
    has_held_one = any(span.began <= day and not span.is_empty for span in held)
    assert any(span.covers(day) for span in sight) == has_held_one


@given(st.lists(spans, min_size=1, max_size=5), days)
def test_while_a_post_is_held_only_posts_held_show_her(held: list[Span], day: date) -> None:
    seen = overseen_until(held)
    if any(span.covers(day) for span in held):
        for span, until in zip(held, seen, strict=True):
            assert Span(span.began, until).covers(day) == span.covers(day)
