"""Which columns go together. Pure: standard library only."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

NAMES = {"units": "unit", "people": "name", "classes": "course"}
"""Without this column nobody would know what a row is about."""
LEAST = 2
_EMPTY = {
    "finished_on": {"chua-hoan-thanh", "chua-hoc", "dang-hoc", "qua-han"},
    "percent": {"chua-hoc"},
    "last": {"chua-hoc"},
}
"""Columns that stay empty where a list names only these people."""


class Fault(StrEnum):
    """Why columns and rows do not go together."""

    TOO_FEW = "too_few"
    NO_NAME = "no_name"
    EMPTY = "empty"


def in_order(numbers: Mapping[str, int | None]) -> list[str]:
    """The columns that have a number, by it; those with the same number as they come."""
    chosen = [(number, place, key) for place, (key, number) in enumerate(numbers.items()) if number]
    return [key for _number, _place, key in sorted(chosen)]


def fault_of(rows: str, columns: Sequence[str], which: str) -> tuple[Fault, str] | None:
    """What is wrong with these columns, and with which of them."""
    if NAMES[rows] not in columns:
        return Fault.NO_NAME, NAMES[rows]
    if len(columns) < LEAST:
        return Fault.TOO_FEW, ""
    for column, people in _EMPTY.items():
        if rows == "people" and column in columns and which in people:
            return Fault.EMPTY, column
    return None
