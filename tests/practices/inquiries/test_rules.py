"""What may be done with a question when, for any history of moves."""

from hypothesis import given
from hypothesis import strategies as st

from practices.inquiries.models import Inquiry
from practices.inquiries.rules import MOST_OPEN, Move, State, after, may_ask, turns_both_keys

MOVES = st.lists(st.sampled_from(list(Move)), max_size=12)


def test_rules_and_rows_know_the_same_states() -> None:
    assert {str(state) for state in State} == set(Inquiry.State.values)


@given(MOVES)
def test_nothing_is_read_by_others_that_was_not_answered_and_shown(moves: list[Move]) -> None:
    state, made = State.ASKED, []
    for move in moves:
        following = after(state, move)
        if following is not None:
            state = following
            made.append(move)
    if state == State.SHOWN:
        assert Move.ANSWER in made
        assert [move for move in made if move is not Move.ANSWER][-1] is Move.SHOW
    if Move.DECLINE in made:
        assert state == State.DECLINED


@given(st.integers(min_value=0, max_value=20))
def test_only_so_many_may_wait(waiting: int) -> None:
    assert may_ask(waiting) == (waiting < MOST_OPEN)


def test_nobody_reviews_her_own_answer() -> None:
    assert turns_both_keys(7, 7)
    assert not turns_both_keys(7, 8)
    assert not turns_both_keys(None, 8)
