"""What follows from evidence depends on the evidence alone, not on how or when it arrived."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses.progress.rules import (
    ATTENDED,
    MARKED,
    PASSED,
    READ,
    RULE_ATTENDED,
    RULE_CHECKLIST,
    RULE_MARKED,
    RULE_PASSED,
    RULE_READ,
    TICKED,
    UNTICKED,
    Fact,
    LessonState,
    Requirement,
    clock_is_ahead,
    next_stop,
    settled_time,
    state_after,
    tasks_of,
)

START = datetime(2026, 11, 3, 19, 0, tzinfo=UTC)
ITEMS = ("a", "b", "c")
READ_IT = Requirement(RULE_READ)
TICK_ALL = Requirement(RULE_CHECKLIST, frozenset(ITEMS))
QUIZZES = (7, 8)
PASS_BOTH = Requirement(RULE_PASSED, quizzes=frozenset(QUIZZES))


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from([READ, MARKED, TICKED, UNTICKED, PASSED, ATTENDED]),
                st.integers(0, 20),
                st.sampled_from(ITEMS),
                st.sampled_from(QUIZZES),
            ),
            max_size=25,
        )
    )
    return [
        Fact(kind, at(minute), {PASSED: str(quiz), TICKED: item, UNTICKED: item}.get(kind, ""), f"{n:03}")
        for n, (kind, minute, item, quiz) in enumerate(rows)
    ]


WITHOUT_ITEMS = [READ_IT, Requirement(RULE_MARKED), Requirement(RULE_ATTENDED)]
requirements = st.sampled_from([*WITHOUT_ITEMS, TICK_ALL, PASS_BOTH])


@given(st.data(), facts(), st.lists(requirements, min_size=1, max_size=3))
def test_the_order_of_arrival_changes_nothing(
    data: st.DataObject, given_facts: list[Fact], needs: list[Requirement]
) -> None:
    shuffled = data.draw(st.permutations(given_facts))
    assert state_after(shuffled, needs) == state_after(given_facts, needs)


@given(facts(), st.lists(requirements, min_size=1, max_size=3))
def test_a_batch_sent_twice_changes_nothing(given_facts: list[Fact], needs: list[Requirement]) -> None:
    assert state_after(given_facts * 2, needs) == state_after(given_facts, needs)


@given(facts(), facts(), st.lists(requirements, min_size=1, max_size=3))
def test_what_is_done_stays_done_whatever_comes_later(
    before: list[Fact], more: list[Fact], needs: list[Requirement]
) -> None:
    earlier, later = state_after(before, needs), state_after([*before, *more], needs)
    assert earlier.done_at is None or (later.done_at is not None and later.done_at <= earlier.done_at)


@given(facts(), requirements)
def test_a_lesson_is_done_exactly_when_no_task_is_left(given_facts: list[Fact], need: Requirement) -> None:
    state = state_after(given_facts, [need])
    assert (state.done_at is not None) == all(task.is_done for task in tasks_of(need, state))


@given(facts())
def test_the_latest_word_on_a_box_stands(given_facts: list[Fact]) -> None:
    state = state_after(given_facts, [TICK_ALL])
    for item in ITEMS:
        words = [f for f in given_facts if f.item == item]
        last = max(words, key=lambda f: (f.at, f.key), default=None)
        assert (item in state.ticked) == (last is not None and last.kind == TICKED)


def test_a_lesson_without_evidence_has_not_begun() -> None:
    assert state_after([], [READ_IT]) == LessonState()


def test_a_checklist_lesson_is_done_when_the_last_of_its_tasks_is() -> None:
    ticks = [Fact(TICKED, at(n), item) for n, item in enumerate(ITEMS)]
    assert state_after(ticks, [TICK_ALL]).done_at is None
    assert state_after([*ticks, Fact(READ, at(9))], [TICK_ALL]).done_at == at(9)


def test_taking_a_tick_away_does_not_undo_a_lesson() -> None:
    ticks = [Fact(TICKED, at(n), item) for n, item in enumerate(ITEMS)]
    state = state_after([*ticks, Fact(READ, at(4)), Fact(UNTICKED, at(8), "a")], [TICK_ALL])
    assert state.done_at == at(4)
    assert state.ticked == {"b", "c"}


def test_reading_does_not_mark_a_lesson_that_asks_for_a_mark() -> None:
    assert state_after([Fact(READ, at(1))], [Requirement(RULE_MARKED)]).done_at is None
    assert state_after([Fact(MARKED, at(2))], [Requirement(RULE_MARKED)]).done_at == at(2)


@dataclass(frozen=True)
class Lesson:
    lesson_id: int


LESSONS = [Lesson(n) for n in range(1, 6)]


def test_continue_leads_to_the_lesson_she_left_while_it_is_not_done() -> None:
    assert next_stop(LESSONS, done={1, 2}, last=4) == Lesson(4)


def test_continue_leads_on_from_a_lesson_that_is_done() -> None:
    assert next_stop(LESSONS, done={1, 2, 4}, last=4) == Lesson(5)


def test_continue_comes_back_to_what_was_passed_over() -> None:
    assert next_stop(LESSONS, done={1, 3, 4, 5}, last=5) == Lesson(2)


@given(st.sets(st.integers(1, 5)), st.none() | st.integers(0, 7))
def test_continue_never_leads_to_a_done_lesson_while_one_is_left(done: set[int], last: int | None) -> None:
    stop = next_stop(LESSONS, done, last)
    assert stop is not None
    assert len(done) == len(LESSONS) or stop.lesson_id not in done


def test_a_course_without_lessons_leads_nowhere() -> None:
    assert next_stop([], set(), None) is None


def test_a_clock_that_runs_ahead_is_taken_back_to_now() -> None:
    now = at(0)
    assert settled_time(at(60 * 24 * 365), now) == now
    assert settled_time(at(-3), now) == at(-3)
    assert clock_is_ahead(at(60), now)
    assert not clock_is_ahead(at(4), now)


def test_a_lesson_with_quizzes_is_done_when_the_last_of_them_is_passed() -> None:
    first = Fact(PASSED, at(1), "7")
    assert state_after([first, Fact(READ, at(2))], [PASS_BOTH]).done_at is None
    state = state_after([first, Fact(PASSED, at(5), "8")], [PASS_BOTH])
    assert (state.done_at, state.passed) == (at(5), frozenset({7, 8}))


def test_a_lesson_that_asks_for_quizzes_and_holds_none_is_never_done() -> None:
    need = Requirement(RULE_PASSED)
    state = state_after([Fact(READ, at(1)), Fact(PASSED, at(2), "7")], [need])
    assert state.done_at is None
    assert [task.is_done for task in tasks_of(need, state)] == [False]
