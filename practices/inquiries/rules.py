"""Pure decisions about questions to a source: how many may wait, what may be done when, and by whom."""

from enum import StrEnum

MOST_OPEN = 5
"""Questions of one person that may wait at a time."""


class State(StrEnum):
    """Where a question stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    SHOWN = "shown"
    PRIVATE = "private"
    DECLINED = "declined"


class Move(StrEnum):
    """What is done with it."""

    ANSWER = "answer"
    SHOW = "show"
    KEEP_PRIVATE = "private"
    DECLINE = "decline"


OPEN = (State.ASKED, State.ANSWERED)
_NEXT = {
    (State.ASKED, Move.ANSWER): State.ANSWERED,
    (State.ASKED, Move.DECLINE): State.DECLINED,
    (State.ANSWERED, Move.ANSWER): State.ANSWERED,
    (State.ANSWERED, Move.SHOW): State.SHOWN,
    (State.ANSWERED, Move.KEEP_PRIVATE): State.PRIVATE,
    (State.ANSWERED, Move.DECLINE): State.DECLINED,
    # What is read already may be put right, taken off the page, or put there later.
    (State.SHOWN, Move.SHOW): State.SHOWN,
    (State.SHOWN, Move.KEEP_PRIVATE): State.PRIVATE,
    (State.PRIVATE, Move.SHOW): State.SHOWN,
    (State.PRIVATE, Move.KEEP_PRIVATE): State.PRIVATE,
}
REVIEWS = (Move.SHOW, Move.KEEP_PRIVATE)


def after(state: str, move: Move) -> State | None:
    """Where a move leads; None where it cannot be made."""
    return _NEXT.get((State(state), move))


def may_ask(waiting: int) -> bool:
    return waiting < MOST_OPEN


def turns_both_keys(answered_by: int | None, reviewer: int) -> bool:
    """Whether somebody would review what she answered herself."""
    return answered_by == reviewer
