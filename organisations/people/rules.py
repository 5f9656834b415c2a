"""User names made from people's names. Pure: no Django."""

import re
from collections.abc import Container
from itertools import count

from common.vietnamese import fold

LONGEST = 40
"""Letters of a user name before any number: it is typed from a card, on a telephone."""
NAMELESS = "dongchi"
_UNTYPABLE = re.compile(r"[^a-z]")  # without digits: they would be read as a telephone number


def plain_username(full_name: str) -> str:
    """The user name that a name makes: given name, a dot, the rest, without marks.

    >>> plain_username("Vũ Thị Lan")
    'lan.vuthi'
    """
    words = [word for word in (_UNTYPABLE.sub("", word) for word in fold(full_name).split()) if word]
    if not words:
        return NAMELESS
    return ".".join(part for part in (words[-1], "".join(words[:-1])) if part)[:LONGEST].rstrip(".")


def proposed_username(full_name: str, taken: Container[str]) -> str:
    """A user name for `full_name` that is not among `taken` (which are in small letters).

    >>> proposed_username("Vũ Thị Lan", {"lan.vuthi"})
    'lan.vuthi2'
    """
    plain = plain_username(full_name)
    if plain not in taken:
        return plain
    return next(name for number in count(2) if (name := f"{plain}{number}") not in taken)
