"""Attendance follows from the set of check-ins; codes that change are worth something for half a minute."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from practices.checkin.rules import (
    TAKEN_BACK,
    Attendance,
    Mark,
    Receipt,
    attendance_of,
    code_of_step,
    is_fresh,
    is_still_held,
    moment_of,
    refusal_of,
    shown_from,
    step_in,
    step_of,
)

EIGHT = datetime(2026, 11, 20, 1, tzinfo=UTC)
moments = st.integers(-90, 180).map(lambda minutes: EIGHT + timedelta(minutes=minutes))
hows = st.sampled_from(["scanned", "ticked", "own_phone", "walk_in", TAKEN_BACK])


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    made = []
    for number in range(draw(st.integers(0, 8))):
        at = draw(moments)
        on_paper = draw(st.booleans())
        made_at = at + timedelta(minutes=draw(st.integers(0, 200))) if on_paper else at
        how = "sheet" if on_paper else draw(hows)
        made.append(Mark(str(number), at, made_at, how, counts=draw(st.booleans())))
    return made


@given(history=marks(), data=st.data())
def test_neither_order_nor_doubles_matter(history: list[Mark], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(history))
    doubled = shuffled + data.draw(st.lists(st.sampled_from(history), max_size=5) if history else st.just([]))
    assert attendance_of(doubled) == attendance_of(history)


@given(history=marks())
def test_what_stands_is_the_earliest_that_counts_and_was_not_taken_back(history: list[Mark]) -> None:
    """The same in the plainest words."""
    backs = [mark.made_at for mark in history if mark.how == TAKEN_BACK and mark.counts]
    standing = [
        mark
        for mark in history
        if mark.counts and mark.how != TAKEN_BACK and all(mark.made_at > back for back in backs)
    ]
    found = attendance_of(history)
    assert (found is not None) == bool(standing)
    if found:
        assert found.at == min(mark.at for mark in standing)
        assert found.how in {mark.how for mark in standing if mark.at == found.at}


def mark(minutes: int, how: str = "ticked", *, made: int | None = None, counts: bool = True) -> Mark:
    at = EIGHT + timedelta(minutes=minutes)
    made_at = at if made is None else EIGHT + timedelta(minutes=made)
    return Mark(f"{minutes} {how} {made}", at, made_at, how, counts=counts)


def test_a_mistaken_tick_is_taken_back_and_a_later_one_stands() -> None:
    assert attendance_of([mark(0), mark(5, TAKEN_BACK)]) is None
    later = attendance_of([mark(0), mark(5, TAKEN_BACK), mark(9, "scanned")])
    assert later == Attendance(EIGHT + timedelta(minutes=9), "scanned")


def test_a_signature_typed_in_after_a_tick_was_taken_back_counts_from_when_she_signed() -> None:
    found = attendance_of([mark(0), mark(5, TAKEN_BACK), mark(-10, "sheet", made=90)])
    assert found == Attendance(EIGHT - timedelta(minutes=10), "sheet")


def test_what_was_refused_neither_counts_nor_takes_back() -> None:
    assert attendance_of([mark(-60, counts=False)]) is None
    assert attendance_of([mark(0), mark(200, TAKEN_BACK, counts=False)]) is not None


def test_a_clock_in_the_future_is_pulled_back() -> None:
    assert moment_of(EIGHT + timedelta(hours=3), EIGHT) == EIGHT
    assert moment_of(EIGHT, EIGHT + timedelta(hours=3)) == EIGHT


def test_not_before_the_set_time_nor_after_the_end() -> None:
    opens, closed, second = EIGHT, EIGHT + timedelta(hours=2), timedelta(seconds=1)
    assert refusal_of(opens - second, opens_at=opens, closed_at=None) == Receipt.TOO_EARLY
    assert refusal_of(opens, opens_at=opens, closed_at=None) is None
    assert refusal_of(closed, opens_at=opens, closed_at=closed) is None
    assert refusal_of(closed + second, opens_at=opens, closed_at=closed) == Receipt.TOO_LATE
    assert refusal_of(opens, opens_at=None, closed_at=None) == Receipt.TOO_EARLY


# --- The code that changes ---------------------------------------------------------------------------


@given(step=st.integers(0, 2**33), secret=st.text(min_size=1), session=st.uuids().map(str))
def test_a_code_says_which_step_it_belongs_to_and_to_no_other_session(
    step: int, secret: str, session: str
) -> None:
    code = code_of_step(secret, session, step)
    assert step_in(code, secret=secret, session=session) == step
    assert step_in(code, secret=secret + "x", session=session) is None
    assert step_in(code, secret=secret, session=session + "x") is None


@given(text=st.text(max_size=60))
def test_no_other_text_is_a_code(text: str) -> None:
    assert step_in(text, secret="bí mật", session="buổi") is None


def test_half_a_minute_after_it_appeared_a_code_is_worth_nothing() -> None:
    step = step_of(EIGHT)
    appeared = shown_from(step)
    almost = timedelta(milliseconds=1)
    assert is_fresh(step, appeared)
    assert is_fresh(step, appeared + timedelta(seconds=30) - almost)
    assert not is_fresh(step, appeared + timedelta(seconds=30))
    assert not is_fresh(step, appeared - almost)


def test_what_was_opened_in_time_waits_half_an_hour_for_her_to_sign_in() -> None:
    assert is_still_held(EIGHT, EIGHT + timedelta(minutes=29))
    assert not is_still_held(EIGHT, EIGHT + timedelta(minutes=30))
    assert not is_still_held(EIGHT, EIGHT - timedelta(seconds=1))
