"""Who was there, as a function of the set of check-ins; which of them count; codes that change.

Nothing here knows in which order rows came, how often, or in how many batches: that is what lets several
phones without a line agree afterwards.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

TAKEN_BACK = "taken_back"
STEP = timedelta(seconds=15)
"""How long the host's changing code stands on the screen."""
WORTH = timedelta(seconds=30)
"""How long it is worth something from the moment it appeared."""
HELD = timedelta(minutes=30)
"""How long a first opening waits for her to sign in."""
MOST_IN_A_BATCH = 500

_MAC = 12
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Mark:
    """One check-in that names somebody.

    `at` is when she came, `made_at` when it was written down. They differ for a signature on paper alone,
    which is typed in later.
    """

    id: str
    at: datetime
    made_at: datetime
    how: str
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Attendance:
    """When somebody came, and how that is known."""

    at: datetime
    how: str


class Receipt(StrEnum):
    """What became of one check-in that was sent."""

    SAVED = "saved"
    KNOWN = "known"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    UNKNOWN = "unknown"
    UNINVITED = "uninvited"


def attendance_of(marks: Iterable[Mark]) -> Attendance | None:
    """The earliest that counts and was not taken back after it was made; None where there is none."""
    known = set(marks)
    counting = [mark for mark in known if mark.counts]
    taken_back = max((mark.made_at for mark in counting if mark.how == TAKEN_BACK), default=None)
    standing = [
        mark
        for mark in counting
        if mark.how != TAKEN_BACK and (taken_back is None or mark.made_at > taken_back)
    ]
    if not standing:
        return None
    first = min(standing, key=lambda mark: (mark.at, mark.id))
    return Attendance(first.at, first.how)


def moment_of(at: datetime, received_at: datetime) -> datetime:
    """When it was made: a clock that stands in the future is pulled back to when it arrived."""
    return min(at, received_at)


def refusal_of(at: datetime, *, opens_at: datetime | None, closed_at: datetime | None) -> Receipt | None:
    """Why a check-in made at that moment does not count; None where it does.

    What was made in time counts however late it arrives. Without `opens_at` check-in never opens.
    """
    if opens_at is None or at < opens_at:
        return Receipt.TOO_EARLY
    if closed_at is not None and at > closed_at:
        return Receipt.TOO_LATE
    return None


# --- The host's changing code ---------------------------------------------------------------------


def step_of(moment: datetime) -> int:
    return int(moment.timestamp() // STEP.total_seconds())


def shown_from(step: int) -> datetime:
    return datetime.fromtimestamp(step * STEP.total_seconds(), UTC)


def code_of_step(secret: str, session: str, step: int) -> str:
    """The code that is shown during a step; its step stands in it, so that an old one is known as old."""
    return f"{_written(step)}-{_mac(secret, session, step)}"


def step_in(code: str, *, secret: str, session: str) -> int | None:
    """The step of a code that this session once showed, or will show; None for any other text."""
    written, _dash, mac = code.partition("-")
    if not written or len(written) > _MAC or set(written) - set(_DIGITS):
        return None
    step = int(written, 36)
    is_ours = hmac.compare_digest(mac.encode(), _mac(secret, session, step).encode())
    return step if is_ours and written == _written(step) else None


def is_fresh(step: int, now: datetime) -> bool:
    """From the moment a code appears; half a minute later it is worth nothing."""
    since = now - shown_from(step)
    return timedelta(0) <= since < WORTH


def is_still_held(opened_at: datetime, now: datetime) -> bool:
    return timedelta(0) <= now - opened_at < HELD


def _mac(secret: str, session: str, step: int) -> str:
    return hmac.new(secret.encode(), f"{session}:{step}".encode(), sha256).hexdigest()[:_MAC]


def _written(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits or "0"


# --- A person's own code, as phones without a line know it ------------------------------------------


def digest_of_code(session: str, code: str) -> str:
    """What a host's phone keeps of somebody's code: enough to know it again at this session."""
    return sha256(f"{session}:{code}".encode()).hexdigest()[:20]
