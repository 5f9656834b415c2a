"""Pure decisions about a proposal: what may be done with it when, what is missing, whose text stands."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from uuid import UUID

REQUIRED = ("title", "problem", "steps", "results")
"""What the School cannot do without; the rest it asks for, where it is missing."""


class State(StrEnum):
    """Where a proposal stands."""

    DRAFT = "draft"
    SENT = "sent"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Move(StrEnum):
    """What is done with it: the first three by the cell, the others by the School."""

    WRITE = "write"
    SEND = "send"
    WITHDRAW = "withdraw"
    ASK = "ask"
    ACCEPT = "accept"
    DECLINE = "decline"


_NEXT = {
    (State.DRAFT, Move.WRITE): State.DRAFT,
    (State.DRAFT, Move.SEND): State.SENT,
    (State.SENT, Move.WITHDRAW): State.DRAFT,
    (State.SENT, Move.ASK): State.ASKED,
    (State.SENT, Move.ACCEPT): State.ACCEPTED,
    (State.SENT, Move.DECLINE): State.DECLINED,
    (State.ASKED, Move.WRITE): State.ASKED,
    (State.ASKED, Move.SEND): State.SENT,
    (State.ASKED, Move.WITHDRAW): State.DRAFT,
    (State.ASKED, Move.DECLINE): State.DECLINED,
}
OVER = frozenset({State.ACCEPTED, State.DECLINED})


def after(state: str, move: Move) -> State | None:
    """Where a move leads; None where it cannot be made."""
    return _NEXT.get((State(state), move))


def missing(typed: Mapping[str, str]) -> list[str]:
    """The required fields in which nothing is written."""
    return [name for name in REQUIRED if not typed.get(name, "").strip()]


def may_replace(stands: UUID, known: Collection[UUID]) -> bool:
    """Whether a device's text may take the place of the one that stands: it has seen that, or sent it."""
    return stands in known


def pieces_of(text: str, most: int) -> list[str]:
    """A line in pieces of at most `most` characters, cut between words where there are any."""
    pieces = []
    rest = text.strip()
    while len(rest) > most:
        cut = rest.rfind(" ", 0, most + 1)
        cut = cut if cut > 0 else most
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces
