"""Where a cell stands follows from the set of what it said, in whatever order it came."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.adoptions.rules import (
    EARLY,
    PLANNED,
    SPANS,
    STATES,
    STOPPED,
    Said,
    faults_of,
    figures_in,
    follow_ups_of,
    in_order,
    may_tell,
    shade_of,
    standing_of,
)

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)


def said(state: str, on: int = 0, told: int | None = None, id_: str = "a") -> Said:
    """`on` and `told` in days after the second of March."""
    told = on if told is None else told
    return Said(state, DAY + timedelta(days=on), NOON + timedelta(days=told), DAY + timedelta(days=told), id_)


histories = st.lists(
    st.builds(said, st.sampled_from(STATES), st.integers(0, 120), st.integers(0, 120)), min_size=1, max_size=8
).map(lambda told: [Said(one.state, one.on, one.at, one.told_on, str(n)) for n, one in enumerate(told)])


@given(histories, st.randoms(use_true_random=False))
def test_the_order_in_which_reports_come_changes_nothing(told: list[Said], random: object) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing_of(shuffled) == standing_of(told)
    assert follow_ups_of(shuffled) == follow_ups_of(told)


@given(histories)
def test_what_was_done_outdoes_every_plan(told: list[Said]) -> None:
    done = [one for one in told if one.state != PLANNED]
    standing = standing_of(told)
    assert (standing.begun_on is None) == (not done)
    if done:
        assert standing == standing_of(done)
        assert standing.begun_on == min(one.on for one in done)
        assert standing.begun_on <= standing.since <= max(one.on for one in done)


@given(histories)
def test_nothing_is_asked_of_what_never_began_or_has_stopped(told: list[Said]) -> None:
    asked = follow_ups_of(told)
    standing = standing_of(told)
    assert set(asked) == (set(SPANS) if standing.begun_on else set())
    if standing.state == STOPPED:
        assert all(one.answer for one in asked.values())


@given(histories)
def test_a_follow_up_is_answered_by_what_was_said_near_its_day_or_later(told: list[Said]) -> None:
    by_id = {one.id: one for one in told}
    for one in follow_ups_of(told).values():
        if one.answer and standing_of(told).state != STOPPED:
            assert by_id[one.answer].told_on >= one.due_on - EARLY
            assert by_id[one.answer].state != PLANNED


def test_of_one_day_the_one_said_last_counts() -> None:
    told = [said("tried", 0, 2, "b"), said("kept", 0, 1, "a")]
    assert standing_of(told).state == "tried"
    assert [one.id for one in in_order(told)] == ["a", "b"]


def test_it_stands_so_since_the_first_day_of_the_run() -> None:
    told = [said("tried", 0), said("kept", 10, id_="b"), said("kept", 40, id_="c")]
    assert standing_of(told).since == DAY + timedelta(days=10)
    assert standing_of([said("planned", 5), said("planned", 20, 6, "b")]).since == DAY + timedelta(days=20)


def test_who_began_before_the_planned_day_has_begun() -> None:
    assert standing_of([said("planned", 30, 0), said("tried", 3, id_="b")]).state == "tried"


def test_a_practice_recorded_long_after_it_began_is_not_asked_about_at_once() -> None:
    asked = follow_ups_of([said("kept", 0, told=200)])
    assert all(one.answer == "a" for one in asked.values())


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"state": "tried", "on": DAY + timedelta(days=1)}, {"on": "future"}),
        ({"state": "planned", "on": DAY + timedelta(days=30)}, {}),
        ({"state": "planned", "on": DAY + timedelta(days=3000)}, {"on": "year"}),
        ({"state": "kept", "on": date(1926, 1, 1)}, {"on": "year"}),
        ({"state": "stopped"}, {"why": "why"}),
        ({"state": "stopped", "why": "Vắng người"}, {}),
        ({"state": "changed", "changed": " "}, {"changed": "changed"}),
        ({"state": "planned", "has_begun": True}, {"state": "begun"}),
    ],
)
def test_what_is_wrong_with_a_report(fields: dict[str, object], faults: dict[str, str]) -> None:
    known = {"state": "tried", "on": DAY, "changed": "", "why": "", "today": DAY, "has_begun": False}
    assert faults_of(**{**known, **fields}) == faults  # type: ignore[arg-type]


def test_figures_are_parted_by_semicolons_and_a_decimal_comma_stays() -> None:
    assert figures_in("Phát biểu; 3; 11\nTỷ lệ, 12,5%, 80%\nHọp đúng giờ") == [
        ("Phát biểu", "3", "11"),
        ("Tỷ lệ", "12,5%", "80%"),
        ("Họp đúng giờ", "", ""),
    ]


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_tile_is_shaded_only_where_somebody_applies_it(applied: int, cells: int) -> None:
    shade = shade_of(min(applied, cells), cells)
    assert 0 <= shade <= 4
    assert (shade > 0) == (min(applied, cells) > 0)


def test_of_few_cells_no_number_is_told() -> None:
    assert [may_tell(cells) for cells in (1, 2, 3)] == [False, False, True]
