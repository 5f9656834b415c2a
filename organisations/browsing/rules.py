"""How organisations descend from each other, and when a history says something new. Pure: no Django."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kin:
    """An organisation, by its number, and those that it came from in turn, or went into."""

    number: int
    onward: tuple["Kin", ...] = ()


def kin_of(
    number: int, edges: Mapping[int, Sequence[int]], met: frozenset[int] = frozenset()
) -> tuple[Kin, ...]:
    """Those that an organisation is bound to by `edges`, and theirs; nobody is met twice on one way."""
    met = met | {number}
    return tuple(Kin(one, kin_of(one, edges, met)) for one in edges.get(number, ()) if one not in met)


def without_repeats(rows: Iterable[T], says: Callable[[T], Any]) -> list[T]:
    """The first of each run of rows that say the same."""
    kept: list[T] = []
    for row in rows:
        if not kept or says(kept[-1]) != says(row):
            kept.append(row)
    return kept
