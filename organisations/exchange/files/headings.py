"""Finds the headings of a list, however they are spelt and in whatever order they stand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from common.vietnamese import fold

_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")

# Columns that people add for their own sake, and ours with the findings: passed over without a word.
PASSED_OVER = {"stt", "tt", "sott", "ghichu", "ketquakiemtra", "tentochuc"}


def heading_key(text: object) -> str:
    """`  Họ và tên * ` and `ho va ten (đầy đủ)` are one heading.

    >>> heading_key("  Họ  và Tên * ")
    'hovaten'
    """
    return _NOT_A_LETTER.sub("", fold(_IN_BRACKETS.sub(" ", str(text or ""))))


@dataclass(frozen=True, slots=True)
class Headings:
    """Where each known column stands, what else stands there, what stands there twice."""

    places: Mapping[str, int]
    unknown: tuple[str, ...]
    doubled: tuple[str, ...]


def find_headings(row: Sequence[object], known: Mapping[str, str]) -> Headings:
    """`known` leads from a heading's key to the column."""
    places: dict[str, int] = {}
    unknown: list[str] = []
    doubled: list[str] = []
    for place, text in enumerate(row):
        key = heading_key(text)
        column = known.get(key)
        if column is None:
            unknown += [_shown(text)] if key and key not in PASSED_OVER else []
        elif column in places:
            doubled.append(_shown(text))
        else:
            places[column] = place
    return Headings(places, tuple(unknown), tuple(doubled))


def best_row(rows: Iterable[Sequence[object]], known: Mapping[str, str]) -> tuple[int, Headings]:
    """The row, counted from 1, that looks most like headings."""
    found = [(number, find_headings(row, known)) for number, row in enumerate(rows, start=1)]
    return max(found, key=lambda one: len(one[1].places), default=(0, Headings({}, (), ())))


def _shown(text: object) -> str:
    return " ".join(str(text).split())[:60]
