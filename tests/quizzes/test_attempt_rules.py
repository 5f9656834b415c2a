"""Pure decisions about attempts: which answer stands, what may be seen, what all of it earns."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quizzes.attempts.rules import (
    GRACE,
    Earned,
    Ending,
    is_in_time,
    seconds_left,
    stands_before,
    total_of,
    what_is_seen,
)
from quizzes.papers.rules import AttemptRules, Behaviour, ShowWhen

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

moments = st.integers(-3600, 3600).map(lambda seconds: NOON + timedelta(seconds=seconds))
answers = st.tuples(moments, st.integers(1, 50))


@given(st.lists(answers, min_size=1), st.randoms(use_true_random=False))
def test_the_answer_given_last_stands_in_whatever_order_they_arrive(
    given_answers: list[tuple[datetime, int]], random: "object"
) -> None:
    arriving = list(given_answers)
    random.shuffle(arriving)  # type: ignore[attr-defined]
    standing: tuple[datetime | None, int] = (None, 0)
    for answer in arriving:
        if stands_before(answer, standing):
            standing = answer
    assert standing == max(given_answers)


def _ending(**changed: object) -> Ending:
    values = {
        "deadline_at": NOON,
        "submitted_at": None,
        "reviewed_at": None,
        "late_seconds": 86400,
        **changed,
    }
    return Ending(**values)  # type: ignore[arg-type]


def test_without_an_end_every_answer_is_in_time() -> None:
    assert is_in_time(NOON, NOON + 30 * DAY, _ending(deadline_at=None))


@given(answered=moments, arrived=st.integers(0, 100_000), late=st.integers(0, 86400))
def test_an_answer_counts_if_it_was_given_in_time_and_came_soon_enough(
    answered: datetime, arrived: int, late: int
) -> None:
    now = answered + timedelta(seconds=arrived)
    counts = is_in_time(answered, now, _ending(submitted_at=NOON, late_seconds=late))
    soon_enough = now - NOON <= max(GRACE, timedelta(seconds=late))
    assert counts == (answered <= NOON and soon_enough)


@given(answered=moments, arrived=st.integers(0, 100_000))
def test_nothing_counts_once_she_has_seen_what_was_right(answered: datetime, arrived: int) -> None:
    now = answered + timedelta(seconds=arrived)
    assert not is_in_time(answered, now, _ending(submitted_at=NOON, reviewed_at=NOON))


def test_a_page_that_closes_at_the_last_second_still_counts() -> None:
    assert is_in_time(NOON + GRACE, NOON + GRACE, _ending(late_seconds=0))
    assert not is_in_time(NOON + GRACE, NOON + 2 * GRACE, _ending(late_seconds=0))


def test_time_left_is_never_below_nothing() -> None:
    assert [seconds_left(NOON, NOON - MINUTE), seconds_left(NOON, NOON + DAY), seconds_left(None, NOON)] == [
        60,
        0,
        None,
    ]


@given(
    st.sampled_from(ShowWhen),
    st.sampled_from(Behaviour),
    *[st.booleans() for _ in range(5)],
)
def test_nothing_is_seen_of_an_open_attempt_but_what_is_marked_at_once(
    when: ShowWhen,
    behaviour: Behaviour,
    is_submitted: bool,
    has_passed: bool,
    attempts_left: bool,
    is_closed: bool,
    is_settled: bool,
) -> None:
    rules = AttemptRules(behaviour=behaviour, show_marks=when, show_answers=when, show_explanations=when)
    seen = what_is_seen(
        rules,
        is_submitted=is_submitted,
        has_passed=has_passed,
        attempts_left=attempts_left,
        is_closed=is_closed,
        is_settled=is_settled,
    )
    at_once = when is ShowWhen.AT_ONCE and is_settled and behaviour is not Behaviour.DEFERRED
    if not is_submitted and not at_once:
        assert not seen.anything
    if when is ShowWhen.NEVER:
        assert not seen.anything
    if is_submitted and when in (ShowWhen.AT_ONCE, ShowWhen.SUBMITTED):
        assert seen.marks
        assert seen.answers
        assert seen.explanations


def test_right_answers_wait_for_who_may_try_again() -> None:
    rules = AttemptRules(show_answers=ShowWhen.PASSED_OR_OVER)
    known = {"is_submitted": True, "is_closed": False}
    assert not what_is_seen(rules, has_passed=False, attempts_left=True, **known).answers
    assert what_is_seen(rules, has_passed=True, attempts_left=True, **known).answers
    assert what_is_seen(rules, has_passed=False, attempts_left=False, **known).answers


fractions = st.floats(0, 1)
earned = st.lists(st.builds(Earned, fractions, st.floats(0, 100)), min_size=1)


@given(earned)
def test_a_total_is_within_its_bounds(parts: list[Earned]) -> None:
    total = total_of(parts)
    assert total.percent is not None
    assert -1e-9 <= total.percent <= 100 + 1e-9
    assert 0 <= total.points <= total.points_max + 1e-9


@given(earned, st.integers(0, 50), fractions)
def test_who_earns_more_in_one_question_never_earns_less_in_all(
    parts: list[Earned], place: int, better: float
) -> None:
    place %= len(parts)
    raised = Earned(max(parts[place].fraction or 0, better), parts[place].points)
    more = total_of([*parts[:place], raised, *parts[place + 1 :]])
    assert more.percent is not None
    assert more.percent >= (total_of(parts).percent or 0) - 1e-9


@given(earned)
def test_what_waits_for_a_marker_leaves_the_whole_without_a_mark(parts: list[Earned]) -> None:
    assert total_of([*parts, Earned(None, 1)]).percent is None


def test_windows_of_seeing_follow_one_another() -> None:
    """Whoever may see at once may see after handing in, and so on to never."""
    order = [ShowWhen.AT_ONCE, ShowWhen.SUBMITTED, ShowWhen.PASSED_OR_OVER]
    known = {"is_submitted": True, "has_passed": False, "attempts_left": True, "is_closed": False}
    seen = [what_is_seen(AttemptRules(show_marks=when), **known).marks for when in order]
    assert all(earlier >= later for earlier, later in pairwise(seen))
