"""Ids for the parts of a question that come without: made of what they say, never of where they stand.

An id that followed the order would tell the right one to whoever reads the page.
"""

from collections.abc import Sequence
from hashlib import sha256

LENGTH = 8
"""Hexadecimal digits."""


def ids_for(texts: Sequence[str], *, of: str) -> list[str]:
    """An id for each text, all different; the same for the same texts of the same question `of`."""
    ids: list[str] = []
    for text in texts:
        turn = 0
        while (made := _digest(f"{of}\x1f{text}\x1f{turn}")) in ids:
            turn += 1
        ids.append(made)
    return ids


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:LENGTH]
