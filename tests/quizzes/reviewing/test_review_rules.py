"""What is asked today, and when a question comes back: pure, for whatever answers there are."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from quizzes.reviewing.rules import MOST, Candidate, Rating, choose, minutes_for, rating_of
from quizzes.reviewing.scheduling import LONGEST_DAYS, Memory, Reviewed, in_days, memory_after, retrievability

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
EVENING = datetime(2026, 3, 2, 20, 0, tzinfo=HERE)
DAY = timedelta(days=1)

candidates = st.lists(
    st.builds(
        Candidate,
        question_id=st.integers(1, 40),
        is_due=st.booleans(),
        retrievability=st.floats(0, 1),
        topics=st.frozensets(st.integers(1, 4), min_size=1, max_size=2),
    ),
    max_size=40,
    unique_by=lambda one: one.question_id,
)
reviews = st.lists(
    st.builds(
        Reviewed,
        at=st.integers(0, 400 * 24 * 60).map(lambda minutes: EVENING + timedelta(minutes=minutes)),
        fraction=st.sampled_from([0.0, 0.3, 0.5, 0.9, 1.0]),
    ),
    min_size=1,
    max_size=12,
)


def memory(*answers: Reviewed) -> Memory:
    found = memory_after(answers, HERE)
    assert found is not None
    return found


def days_until(found: Memory) -> int:
    return in_days(found.due_at, found.last_at, HERE)


@given(candidates)
def test_a_session_asks_at_most_five_and_nothing_twice(waiting: list[Candidate]) -> None:
    chosen = choose(waiting)
    assert len(chosen) == len(set(chosen)) == min(MOST, len(waiting))


@given(candidates)
def test_nothing_that_can_wait_is_asked_before_what_is_due(waiting: list[Candidate]) -> None:
    chosen = set(choose(waiting))
    due = {one.question_id for one in waiting if one.is_due}
    assert due <= chosen or chosen <= due


@given(candidates)
def test_the_most_forgotten_question_is_always_asked_first(waiting: list[Candidate]) -> None:
    due = [one for one in waiting if one.is_due] or waiting
    if due:
        assert (
            choose(waiting)[0] == min(due, key=lambda one: (one.retrievability, one.question_id)).question_id
        )


@given(candidates, st.randoms(use_true_random=False))
def test_the_same_cards_make_the_same_session(waiting: list[Candidate], random: Random) -> None:
    shuffled = list(waiting)
    random.shuffle(shuffled)
    assert choose(shuffled) == choose(waiting)


def test_of_what_is_about_as_urgent_each_topic_has_its_turn() -> None:
    minutes = [Candidate(n, True, 0.8 + n / 1000, frozenset({1})) for n in range(1, 7)]
    dues = [Candidate(n, True, 0.85 + n / 1000, frozenset({2})) for n in range(11, 13)]
    assert choose([*minutes, *dues]) == [1, 11, 2, 12, 3]


def test_what_was_missed_fills_a_session_that_too_little_is_due_for() -> None:
    due, missed = Candidate(1, True, 0.9), Candidate(2, False, 0.1)
    assert choose([missed, due]) == [1, 2]


def test_half_right_is_remembered_with_effort_and_less_is_not() -> None:
    assert [rating_of(f) for f in (0, 0.49, 0.5, 0.99, 1)] == [
        Rating.AGAIN,
        Rating.AGAIN,
        Rating.HARD,
        Rating.HARD,
        Rating.GOOD,
    ]
    assert [minutes_for(n) for n in (1, 5)] == [1, 3]


@given(reviews, st.randoms(use_true_random=False))
def test_answers_count_in_the_order_they_were_given_however_they_arrive(
    answers: list[Reviewed], random: Random
) -> None:
    shuffled = list(answers)
    random.shuffle(shuffled)
    assert memory_after(shuffled, HERE) == memory_after(answers, HERE)


@given(reviews)
def test_a_question_comes_back_on_a_later_day_at_its_first_hour_and_within_a_year(
    answers: list[Reviewed],
) -> None:
    found = memory(*answers)
    local = found.due_at.astimezone(HERE)
    assert 1 <= days_until(found) <= LONGEST_DAYS
    assert (local.hour, local.minute) == (0, 0)


@given(reviews, st.integers(-12, 14))
def test_a_servers_time_zone_changes_nothing(answers: list[Reviewed], hours: int) -> None:
    elsewhere = timezone(timedelta(hours=hours))
    moved = [Reviewed(one.at.astimezone(elsewhere), one.fraction) for one in answers]
    assert memory_after(moved, HERE) == memory_after(answers, HERE)


@given(st.integers(2, 8))
def test_intervals_grow_with_each_right_answer_given_when_due(times: int) -> None:
    answers = [Reviewed(EVENING, 1.0)]
    waits = [days_until(memory(*answers))]
    for _ in range(times):
        answers.append(Reviewed(memory(*answers).due_at + timedelta(hours=19), 1.0))
        waits.append(days_until(memory(*answers)))
    assert all(later > earlier or later == LONGEST_DAYS for earlier, later in pairwise(waits))


@given(reviews)
def test_a_wrong_answer_brings_a_question_back_sooner_than_a_right_one(answers: list[Reviewed]) -> None:
    at = memory(*answers).due_at
    wrong, right = memory(*answers, Reviewed(at, 0.0)), memory(*answers, Reviewed(at, 1.0))
    assert wrong.stability < right.stability
    assert wrong.due_at <= right.due_at
    assert days_until(wrong) <= max(1, days_until(memory(*answers)))


def test_what_was_known_once_and_is_forgotten_is_a_lapse() -> None:
    wrong = Reviewed(EVENING, 0.0)
    assert memory(wrong, Reviewed(EVENING + DAY, 0.0)).lapses == 0
    assert memory(Reviewed(EVENING, 1.0), Reviewed(EVENING + 3 * DAY, 0.0)).lapses == 1


def test_late_in_the_evening_and_early_next_morning_are_two_days() -> None:
    late, early = datetime(2026, 3, 2, 23, 50, tzinfo=HERE), datetime(2026, 3, 3, 0, 10, tzinfo=HERE)
    assert days_until(memory(Reviewed(late, 0.0))) == 1
    assert memory(Reviewed(late, 0.0)).due_at < early < memory(Reviewed(early, 0.0)).due_at


@given(st.floats(0.1, 300), st.integers(0, 200), st.integers(1, 200))
def test_what_is_not_asked_is_forgotten_bit_by_bit(stability: float, days: int, more: int) -> None:
    def known(after: int) -> float:
        return retrievability(stability, EVENING, EVENING + after * DAY, HERE)

    assert 0 < known(days + more) < known(days) <= 1


def test_nothing_follows_from_no_answer() -> None:
    assert memory_after([], HERE) is None
    assert in_days(datetime(2026, 3, 1, tzinfo=UTC), EVENING, HERE) == 0
