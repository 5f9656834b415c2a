"""A small language for the shape of h5p.json and library.json.

A check takes a value and yields what is wrong with it as (field, reason). Only what the format needs is
here; a full JSON Schema engine would weigh more than everything that uses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from media.h5p.core.format.json_values import Json
from media.h5p.core.sentences import Phrase, phrases

Wrong = tuple[str, Phrase]
Check = Callable[[Json, str], Iterator[Wrong]]


def text(most: int) -> Check:
    def check(value: Json, at: str) -> Iterator[Wrong]:
        if not isinstance(value, str) or not 1 <= len(value) <= most:
            yield at, phrases.at_most_characters(most)

    return check


def like(pattern: str) -> Check:
    whole = re.compile(pattern, re.ASCII)

    def check(value: Json, at: str) -> Iterator[Wrong]:
        if not isinstance(value, str) or whole.fullmatch(value) is None:
            yield at, phrases.NOT_LIKE_THE_FORMAT

    return check


def one_of(*allowed: str) -> Check:
    def check(value: Json, at: str) -> Iterator[Wrong]:
        if value not in allowed:
            yield at, phrases.one_of(", ".join(allowed))

    return check


def whole_number(most: int) -> Check:
    """A number, or its digits in a text: both are found in packages."""

    def check(value: Json, at: str) -> Iterator[Wrong]:
        if (number := as_whole_number(value)) is None or number > most:
            yield at, phrases.whole_number(most)

    return check


def flag(value: Json, at: str) -> Iterator[Wrong]:
    if not isinstance(value, bool) and as_whole_number(value) not in (0, 1):
        yield at, phrases.FLAG


def list_of(item: Check) -> Check:
    def check(value: Json, at: str) -> Iterator[Wrong]:
        if not isinstance(value, list):
            yield at, phrases.NOT_A_LIST
            return
        for index, each in enumerate(value):
            yield from item(each, f"{at}/{index}")

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object; keys that are not named are allowed, and null counts as absent where optional."""

    def check(value: Json, at: str) -> Iterator[Wrong]:
        if not isinstance(value, dict):
            yield at, phrases.NOT_AN_OBJECT
            return
        for key, needed in required.items():
            if key in value:
                yield from needed(value[key], f"{at}/{key}")
            else:
                yield f"{at}/{key}", phrases.MISSING
        for key, allowed in optional.items():
            if value.get(key) is not None:
                yield from allowed(value[key], f"{at}/{key}")

    return check


def as_whole_number(value: Json) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if value >= 0 else None
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    return None
