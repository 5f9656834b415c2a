"""Points, bands and days: what follows from what was filled in, whatever was filled in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from practices.reviews.rules import (
    FEWEST,
    LEAST_TIME,
    Stage,
    band_of,
    eve_of_next_meeting,
    percent_of,
    results_of,
    stage_of,
)

BEGINS = datetime(2026, 11, 3, 12, tzinfo=UTC)


@st.composite
def rubrics(draw: st.DrawFn) -> dict[str, Any]:
    most = draw(st.lists(st.integers(1, 100), min_size=1, max_size=6))
    bands = draw(st.sets(st.integers(0, 100), max_size=5))
    return {
        "criteria": [{"code": f"C{n}", "title": f"Tiêu chí {n}", "most": m} for n, m in enumerate(most)],
        "bands": [{"least": least, "title": f"từ {least}"} for least in sorted(bands, reverse=True)],
    }


@st.composite
def filled_in(draw: st.DrawFn, rubric: dict[str, Any]) -> dict[str, int | None]:
    return {
        one["code"]: draw(st.none() | st.integers(0, one["most"]))
        for one in rubric["criteria"]
        if draw(st.booleans())
    }


@given(st.data(), rubrics())
def test_a_share_lies_between_nothing_and_everything(data: st.DataObject, rubric: dict[str, Any]) -> None:
    points = data.draw(filled_in(rubric))
    percent = percent_of(points, rubric)
    judged = [value for value in points.values() if value is not None]
    assert (percent is None) == (not judged)
    assert percent is None or 0 <= percent <= 100


@given(rubrics())
def test_all_points_are_a_hundred_per_cent_and_none_are_nothing(rubric: dict[str, Any]) -> None:
    assert percent_of({one["code"]: one["most"] for one in rubric["criteria"]}, rubric) == 100
    assert percent_of({one["code"]: 0 for one in rubric["criteria"]}, rubric) == 0


@given(st.data(), rubrics())
def test_what_could_not_be_judged_lowers_nobodys_share(data: st.DataObject, rubric: dict[str, Any]) -> None:
    """Full points for what was judged stay full, whatever else was left aside."""
    judged = data.draw(st.sets(st.sampled_from([one["code"] for one in rubric["criteria"]]), min_size=1))
    points = {one["code"]: one["most"] if one["code"] in judged else None for one in rubric["criteria"]}
    assert percent_of(points, rubric) == 100


@given(rubrics(), st.integers(0, 100))
def test_the_band_is_the_highest_that_was_reached(rubric: dict[str, Any], percent: int) -> None:
    reached = [band["least"] for band in rubric["bands"] if band["least"] <= percent]
    assert band_of(percent, rubric) == (f"từ {max(reached)}" if reached else "")


@given(rubrics(), st.integers(0, 99))
def test_more_points_never_make_a_lower_band(rubric: dict[str, Any], percent: int) -> None:
    place = {band["title"]: band["least"] for band in rubric["bands"]} | {"": -1}
    assert place[band_of(percent, rubric)] <= place[band_of(percent + 1, rubric)]


def test_a_number_that_is_shown_and_its_band_agree() -> None:
    rubric = {
        "criteria": [{"code": "C1", "title": "Chuẩn bị", "most": 1000}],
        "bands": [{"least": 90, "title": "Tốt"}, {"least": 0, "title": "Yếu"}],
    }
    assert percent_of({"C1": 895}, rubric) == 90
    assert band_of(percent_of({"C1": 895}, rubric), rubric) == "Tốt"
    assert band_of(percent_of({"C1": 894}, rubric), rubric) == "Yếu"
    assert band_of(None, rubric) == ""


@given(st.data(), rubrics(), st.integers(0, 12))
def test_results_count_everybody_and_tell_of_no_small_group(
    data: st.DataObject, rubric: dict[str, Any], people: int
) -> None:
    rows = [(rubric, data.draw(filled_in(rubric))) for _ in range(people)]
    results = results_of(rows, fewest=FEWEST)
    assert results.observations == people
    for one in results.criteria:
        assert one.judged == sum(points.get(one.code) is not None for _, points in rows)
        assert (one.mean is None) == (one.judged < FEWEST)
        if one.mean is not None and one.lowest is not None and one.highest is not None:
            assert one.lowest <= one.mean <= one.highest


@given(st.data(), rubrics())
def test_the_order_of_the_forms_changes_nothing(data: st.DataObject, rubric: dict[str, Any]) -> None:
    rows = [(rubric, data.draw(filled_in(rubric))) for _ in range(5)]
    assert results_of(data.draw(st.permutations(rows))) == results_of(rows)


def test_no_forms_come_to_nothing() -> None:
    assert results_of([]) == results_of([({}, {})]).__class__(0)


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_a_promise_is_due_on_the_eve_of_a_meeting_that_leaves_time_to_keep_it(today: date) -> None:
    eve = eve_of_next_meeting(today)
    assert eve.day == 2
    assert LEAST_TIME <= eve - today <= LEAST_TIME + timedelta(days=31)


@given(
    st.sampled_from(["announced", "under_way", "reviewing", "closed", "cancelled"]),
    st.booleans(),
    st.integers(-5, 5),
)
def test_the_form_is_open_to_whoever_was_there_from_the_beginning_to_the_closing(
    state: str, has_attended: bool, hours: int
) -> None:
    now = BEGINS + timedelta(hours=hours)
    stage = stage_of(state=state, starts_at=BEGINS, has_attended=has_attended, now=now)
    is_open = state not in ("closed", "cancelled") and hours >= 0 and has_attended
    assert (stage == Stage.OPEN) == is_open
