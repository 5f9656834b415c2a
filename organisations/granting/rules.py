"""Where a role stands on a day, and which roles reach beyond the part of the tree they name. Pure."""

from datetime import date

TO_COME, IN_FORCE, ENDED = "to_come", "in_force", "ended"

WRITES_FOR_ALL = frozenset({"lecturer", "reviewer"})
"""Who writes or approves courses does so for everybody, whatever part of the tree the role names."""


def state_of(began: date, ended: date | None, today: date) -> str:
    """Whether a role is still to come, in force, or ended."""
    if ended is not None and ended <= max(today, began):
        return ENDED
    return TO_COME if began > today else IN_FORCE


def outlasts(ended: date | None, day: date) -> bool:
    """Whether a role given until `ended` is still held on `day`."""
    return ended is None or ended > day
