"""Places in the tree: each organisation's place is written as a path of fixed steps, one for each ancestor.

A step is made of the organisation's own number, so that no path ever means two organisations, today or
on any earlier day. Steps are decimal digits of equal length: every collation of every database orders
them alike, and what lies within a place is one range of paths. Pure: no Django.
"""

from collections.abc import Iterable

STEP = 7
"""Digits of a step: room for ten million organisations, less one that no range could end after."""


def place_under(parent: str, number: int) -> str:
    """The path of organisation `number` under `parent`; at the top where `parent` is empty."""
    return f"{parent}{number:0{STEP}d}"


def end_of(path: str) -> str:
    """The first path after everything within `path`.

    >>> end_of("00000010000009")
    '00000010000010'
    """
    return f"{int(path) + 1:0{len(path)}d}"


def lies_within(path: str, place: str) -> bool:
    """Whether `path` is `place` or lies under it."""
    return path.startswith(place)


def moved(path: str, *, origin: str, to: str) -> str:
    """`path`, which lies within `origin`, once `origin` has become `to`."""
    return to + path.removeprefix(origin)


def depth_of(path: str) -> int:
    """How many ancestors a place has."""
    return len(path) // STEP - 1


def numbers_on(path: str) -> list[int]:
    """The numbers of the organisations from the top down to the one at `path`."""
    return [int(path[start : start + STEP]) for start in range(0, len(path), STEP)]


def outermost(paths: Iterable[str]) -> list[str]:
    """`paths` without those that lie within another of them, in order."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not (kept and lies_within(path, kept[-1])):
            kept.append(path)
    return kept
