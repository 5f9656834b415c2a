"""Pure decisions about what a package says of a learner: a claim, taken within bounds."""

import math
from dataclasses import dataclass
from datetime import timedelta

LONGEST = 24 * 60 * 60
"""Seconds of one way through a package; what a browser reports beyond is cut."""
LONGEST_WAIT = 60 * 24 * 60 * 60
"""Seconds that something may have lain on a device."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a player says of the whole package: points out of `most`, or a share from 0 to 1; time in seconds.

    `ends` where this way through it is over: what comes next begins another.
    """

    raw: float | None = None
    most: float | None = None
    share: float | None = None
    success: bool | None = None
    is_complete: bool = False
    seconds: float = 0
    ends: bool = False


def share_claimed(claim: Claim) -> float | None:
    """The share of all points, from 0 to 1; None where none are told."""
    if claim.raw is not None and claim.most and math.isfinite(claim.raw) and math.isfinite(claim.most):
        return min(max(claim.raw / claim.most, 0.0), 1.0) if claim.most > 0 else None
    if claim.share is not None and math.isfinite(claim.share):
        return min(max(claim.share, 0.0), 1.0)
    return None


def seconds_claimed(claim: Claim) -> int:
    return int(min(max(claim.seconds, 0), LONGEST)) if math.isfinite(claim.seconds) else 0


def waited(told: object) -> timedelta:
    """How long something lay on a device before it could be sent; nothing for what is no such time."""
    if isinstance(told, bool) or not isinstance(told, int | float) or not math.isfinite(told):
        return timedelta()
    return timedelta(seconds=min(max(told, 0.0), LONGEST_WAIT))


def reaches(share: float | None, *, is_complete: bool, least_percent: int) -> bool:
    """Whether a standing is enough for a lesson: gone through, and with at least so many per cent of its
    points where it gives any."""
    if not is_complete:
        return False
    return share is None or share * 100 >= least_percent - 1e-9
