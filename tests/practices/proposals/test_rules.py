"""What may be done with a proposal when; whose text stands; how long lines are cut."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from practices.proposals.models import Proposal
from practices.proposals.rules import (
    OVER,
    REQUIRED,
    Move,
    State,
    after,
    may_replace,
    missing,
    pieces_of,
)

STATES = st.sampled_from(list(State))
MOVES = st.sampled_from(list(Move))


def test_rules_and_rows_know_the_same_states() -> None:
    assert {str(state) for state in State} == set(Proposal.State.values)


@given(MOVES)
def test_what_is_decided_stays_decided(move: Move) -> None:
    assert all(after(state, move) is None for state in OVER)


@given(STATES)
def test_only_what_waits_can_be_taken_up(state: State) -> None:
    assert (after(state, Move.ACCEPT) == State.ACCEPTED) == (state == State.SENT)


@given(STATES)
def test_what_the_school_reads_does_not_change_under_its_eyes(state: State) -> None:
    assert (after(state, Move.WRITE) is not None) == (state in {State.DRAFT, State.ASKED})


class Journey(RuleBasedStateMachine):
    """Any history of moves: who may see it, and that the School decides once."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State.DRAFT
        self.decisions = 0
        self.sendings = 0

    @rule(move=MOVES)
    def make(self, move: Move) -> None:
        state = after(self.state, move)
        if state is None:
            return
        self.state = state
        self.sendings += move is Move.SEND
        self.decisions += move in {Move.ACCEPT, Move.DECLINE}

    @invariant()
    def decided_at_most_once(self) -> None:
        assert self.decisions == (self.state in OVER)

    @invariant()
    def nothing_reaches_the_school_unsent(self) -> None:
        assert self.state == State.DRAFT or self.sendings

    @invariant()
    def the_cell_can_always_take_back_what_is_not_decided(self) -> None:
        waits = self.state in {State.SENT, State.ASKED}
        assert (after(self.state, Move.WITHDRAW) == State.DRAFT) == waits


TestJourney = Journey.TestCase


@given(st.sets(st.sampled_from(REQUIRED)), st.sampled_from(["", " ", "\n"]))
def test_what_is_blank_is_missing(blank: set[str], nothing: str) -> None:
    typed = {name: nothing if name in blank else "Có" for name in REQUIRED}
    assert set(missing(typed)) == blank


@given(st.uuids(), st.sets(st.uuids()))
def test_a_text_gives_way_only_to_who_knows_it(stands: UUID, known: set[UUID]) -> None:
    assert may_replace(stands, known | {stands})
    assert not may_replace(stands, known - {stands})


@given(st.text(alphabet="ab c", max_size=80), st.integers(min_value=1, max_value=12))
def test_no_word_is_lost_where_a_line_is_cut(line: str, most: int) -> None:
    pieces = pieces_of(line, most)
    assert all(0 < len(piece) <= most for piece in pieces)
    assert "".join(pieces).replace(" ", "") == line.replace(" ", "")
    if all(len(word) <= most for word in line.split()):
        assert " ".join(pieces).split() == line.split()
