"""What is owed, from which day to which: by example, and for any posts, places, exemptions and finishes."""

import calendar
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from courses.assignments.rules import (
    Assigned,
    Claim,
    Held,
    Placed,
    Renewal,
    Round,
    claims_on,
    months_after,
    rounds_of,
    still_within,
)
from organisations.appointments.rules import Span

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(120)]
COMMUNE, OTHER, CELL = 10, 11, 20
POSTS = ("secretary", "deputy", "committee")

days = st.integers(0, 90).map(lambda number: FIRST + timedelta(days=number))
spans = st.builds(
    lambda began, length: Span(began, began + timedelta(days=length) if length else None),
    days,
    st.none() | st.integers(1, 40),
)
renewals = st.builds(Renewal, st.integers(1, 2), st.integers(0, 70), st.integers(0, 5))
assignments = st.builds(
    Assigned,
    assignment=st.integers(1, 3),
    course=st.just(1),
    organisation=st.just(COMMUNE),
    posts=st.sets(st.sampled_from(POSTS), min_size=1).map(frozenset),
    span=spans,
    due=st.none() | days,
    within_days=st.none() | st.integers(0, 30),
    is_mandatory=st.booleans(),
    renewal=st.none() | renewals,
)


@st.composite
def posts_held(draw: st.DrawFn) -> list[Held]:
    return [
        Held(number, CELL, POSTS[rank], rank, draw(spans))
        for number, rank in enumerate(draw(st.lists(st.integers(0, 2), max_size=4)))
    ]


@st.composite
def places(draw: st.DrawFn) -> list[Placed]:
    """A cell that stands since the first day, in the commune or in another, and is renamed now and then."""
    edges = [FIRST, *sorted(draw(st.sets(days, max_size=4)) - {FIRST}), None]
    above = [draw(st.sampled_from([COMMUNE, OTHER])) for _ in edges[1:]]
    return [
        Placed(frozenset({1, one, CELL}), Span(began, ended))
        for one, began, ended in zip(above, edges, edges[1:], strict=False)
        if began is not None
    ]


exemptions = st.lists(spans, max_size=2)


def the_claims(
    assigned: list[Assigned], posts: list[Held], where: list[Placed], exempt: list[Span]
) -> list[Claim]:
    return [claim for one in assigned for claim in claims_on(one, posts, {CELL: where}, exempt)]


@given(assignments, posts_held(), places(), exemptions)
def test_a_day_is_claimed_where_everything_holds_on_it(
    assigned: Assigned, posts: list[Held], where: list[Placed], exempt: list[Span]
) -> None:
    claims = claims_on(assigned, posts, {CELL: where}, exempt)
    for held in posts:
        spans_of_it = [claim.span for claim in claims if claim.held == held]
        for day in DAYS:
            binds = (
                held.post in assigned.posts
                and held.span.covers(day)
                and assigned.span.covers(day)
                and any(one.span.covers(day) and COMMUNE in one.within for one in where)
                and not any(one.covers(day) for one in exempt)
            )
            assert [span.covers(day) for span in spans_of_it].count(True) == binds


@given(
    st.lists(assignments, max_size=3, unique_by=lambda one: one.assignment),
    posts_held(),
    places(),
    exemptions,
    st.lists(days, max_size=5),
)
def test_rounds_lie_apart_and_cover_the_days_that_are_claimed(
    assigned: list[Assigned],
    posts: list[Held],
    where: list[Placed],
    exempt: list[Span],
    finishes: list[date],
) -> None:
    claims = the_claims(assigned, posts, where, exempt)
    rounds = rounds_of(claims, finishes)
    for day in DAYS:
        owed = [one for one in rounds if one.span.covers(day)]
        claimed = [claim for claim in claims if claim.span.covers(day)]
        assert len(owed) == bool(claimed)
        if claimed:
            assert owed[0].claim == min(claimed, key=lambda one: one.weight)
    assert not any(one.span.is_empty for one in rounds)
    assert [one.span.began for one in rounds] == sorted({one.span.began for one in rounds})


@given(
    st.lists(assignments, max_size=3, unique_by=lambda one: one.assignment),
    posts_held(),
    places(),
    st.lists(days, max_size=5),
    st.randoms(use_true_random=False),
)
def test_in_which_order_something_is_known_does_not_matter(
    assigned: list[Assigned], posts: list[Held], where: list[Placed], finishes: list[date], chance: Random
) -> None:
    claims = the_claims(assigned, posts, where, [])
    told = rounds_of(claims, finishes)
    chance.shuffle(claims)
    chance.shuffle(finishes)
    assert rounds_of(claims, [*finishes, *finishes]) == told


@given(assignments, posts_held(), places(), exemptions, st.lists(days, max_size=5))
def test_what_is_learnt_anew_follows_on_what_was_learnt(
    assigned: Assigned,
    posts: list[Held],
    where: list[Placed],
    exempt: list[Span],
    finishes: list[date],
) -> None:
    rounds = rounds_of(the_claims([assigned], posts, where, exempt), finishes)
    for before, after in pairwise(rounds):
        if after.number > 1:
            assert before.claim == after.claim
            assert before.number == after.number - 1
            assert before.span.ended == after.span.began
            assert assigned.renewal
            assert before.finished_on in finishes
            assert before.finished_on < after.span.began
            assert after.due == assigned.renewal.due_after(before.finished_on)
    assert all(one.number == 1 for one in rounds if assigned.renewal is None)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 600))
def test_months_later_is_the_same_day_or_the_last_of_its_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    last = calendar.monthrange(later.year, later.month)[1]
    assert later.day == min(day.day, last)


# --- By example ----------------------------------------------------------------------------------

SECRETARY = Held(1, CELL, "secretary", 0, Span(FIRST))
ALWAYS_THERE = {CELL: [Placed(frozenset({1, COMMUNE, CELL}), Span(FIRST))]}


def to_learn(**says: Any) -> Assigned:
    """A course that secretaries of the commune are to learn since the first day, unless it says otherwise."""
    told: dict[str, Any] = {"organisation": COMMUNE, "posts": frozenset({"secretary"}), "span": Span(FIRST)}
    return Assigned(assignment=1, course=1, **{**told, **says})


def owed(assigned: Assigned, *finishes: date, held: Held = SECRETARY) -> list[Round]:
    return rounds_of(claims_on(assigned, [held], ALWAYS_THERE), finishes)


def test_what_lan_finished_before_it_was_assigned_counts() -> None:
    [found] = owed(to_learn(span=Span(date(2026, 3, 1))), date(2026, 2, 1))
    assert (found.span.began, found.finished_on) == (date(2026, 3, 1), date(2026, 2, 1))


def test_what_lan_finishes_after_she_left_the_post_is_still_hers() -> None:
    left = Held(1, CELL, "secretary", 0, Span(FIRST, date(2026, 2, 1)))
    [found] = owed(to_learn(), date(2026, 5, 1), held=left)
    assert (found.span.ended, found.finished_on) == (date(2026, 2, 1), date(2026, 5, 1))


def test_a_window_longer_than_the_months_asks_anew_the_day_after() -> None:
    first, second = owed(to_learn(renewal=Renewal(1, window_days=60)), date(2026, 2, 1))
    assert (second.span.began, second.due) == (date(2026, 2, 2), date(2026, 3, 1))
    assert first.span.ended == second.span.began


def test_what_was_learnt_so_long_ago_that_it_no_longer_holds_is_owed() -> None:
    [found] = owed(to_learn(renewal=Renewal(12, window_days=60)), date(2024, 5, 1))
    assert found.finished_on is None


def test_within_no_days_means_on_the_very_day() -> None:
    assert to_learn(within_days=0).due_from(date(2026, 2, 1)) == date(2026, 2, 1)


def test_whoever_came_under_it_after_the_due_date_has_thirty_days_since_then() -> None:
    joined = [
        Placed(frozenset({1, OTHER, CELL}), Span(FIRST, date(2026, 8, 1))),
        Placed(frozenset({1, COMMUNE, CELL}), Span(date(2026, 8, 1), date(2026, 9, 1))),
        Placed(frozenset({1, COMMUNE, CELL}), Span(date(2026, 9, 1))),
    ]
    [claim] = claims_on(to_learn(due=date(2026, 6, 30)), [SECRETARY], {CELL: joined})
    assert (claim.span.began, claim.due) == (date(2026, 8, 1), date(2026, 8, 31))


def test_after_an_exemption_that_outlasts_the_due_date_she_has_thirty_days() -> None:
    exempt = [Span(date(2026, 3, 1), date(2026, 9, 1))]
    before, after = claims_on(to_learn(due=date(2026, 6, 30)), [SECRETARY], ALWAYS_THERE, exempt)
    assert (before.due, after.due) == (date(2026, 6, 30), date(2026, 10, 1))


def test_whose_commune_is_no_more_takes_along_what_it_was_assigned() -> None:
    first, second, third = (
        Placed(frozenset({1, COMMUNE, CELL}), Span(FIRST, date(2026, 2, 1))),
        Placed(frozenset({1, OTHER, CELL}), Span(date(2026, 2, 1), date(2026, 3, 1))),
        Placed(frozenset({1, 12, CELL}), Span(date(2026, 3, 1))),
    )
    merged = still_within([first, second, third], {(COMMUNE, date(2026, 2, 1))})
    assert [COMMUNE in one.within for one in merged] == [True, True, True]
    # From the other commune, which still stands, it was moved away.
    assert [OTHER in one.within for one in merged] == [False, True, False]
    assert [COMMUNE in one.within for one in still_within([first, second, third], ())] == [True, False, False]
