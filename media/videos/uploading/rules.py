"""Pure decisions about files on their way here: how large, how many, in which pieces."""

from datetime import timedelta

MOST_BYTES = 1024**3
PIECE = 1024 * 1024
"""Bytes of one piece; within what a request may bring."""
MOST_UNFINISHED = 3
"""Of one person at a time."""
KEPT_FOR = timedelta(days=1)
"""A file that nobody goes on with."""


def refusal_of(size: int) -> str:
    """Why a file of this size is not taken, by a code; nothing for one that is."""
    if size <= 0:
        return "empty"
    return "too_large" if size > MOST_BYTES else ""


def fits(*, received: int, size: int, offset: int, length: int) -> bool:
    """Whether a piece goes on exactly where the file ends so far; all but the last are of one size."""
    return offset == received and length == min(PIECE, size - offset) and length > 0
