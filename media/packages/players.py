"""How packages of each kind are played: what a player is given, and who takes what it says.

A kind registers a `Player` when the app is ready, as it registers a `Handler` (see `kinds`). The views of
`/goi/` find the package, ask who may play it, and leave the rest to its player.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from media.delivery.registry import Delivered
from media.packages.models import Package, PackageRevision
from organisations.people.models import Person

SAVED = "saved"
KNOWN = "known"
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Playing:
    """A package as one person plays it; `learner` is None for an author, of whom nothing is kept."""

    package: Package
    revision: PackageRevision
    learner: Person | None
    now: datetime


class NotUnderstood(Exception):
    """What a player sent is nothing that can be kept; the message says why."""

    def __init__(self, reason: str | Promise = "") -> None:
        super().__init__(str(reason))


class Player(Protocol):
    """How packages of some kinds are played."""

    kinds: tuple[str, ...]

    def boot(self, playing: Playing) -> dict[str, Any]:
        """What the page that shows it needs to start, beside what `views.boot` says of every package."""
        ...

    def mark_of(self, playing: Playing) -> str:
        """A text that differs whenever `boot` would answer otherwise."""
        ...

    def save(self, playing: Playing, sent: dict[str, Any]) -> None:
        """Keep what the package wants to find again. Raises NotUnderstood and StateTooLarge."""
        ...

    def report(self, playing: Playing, sent: dict[str, Any]) -> str:
        """Take what the package says of its learner: SAVED, KNOWN or REFUSED. Raises NotUnderstood."""
        ...

    def file(self, revision: PackageRevision, path: str) -> Delivered | None:
        """A file of the revision, as its frame asks for it under a signed address."""
        ...

    def code(self, name: str, encodings: frozenset[str]) -> Delivered | None:
        """Code and styles that several packages share, by a name that never means anything else."""
        ...


_players: list[Callable[[], Player]] = []


def play(make: Callable[[], Player]) -> None:
    """Let packages of some kinds be played; called when the app is ready."""
    _players.append(make)


def players() -> list[Player]:
    return [make() for make in _players]


def player_of(kind: str) -> Player | None:
    return next((one for one in players() if kind in one.kinds), None)
