"""Pure decisions about attempts: which copy of an answer stands, what may be seen, what all of it earns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from quizzes.papers.rules import AttemptRules, Behaviour, ShowWhen

# A page that closes at the last second still has to reach us; nobody is turned away for a slow line.
GRACE = timedelta(seconds=15)


class Receipt(StrEnum):
    """What became of one answer that a device sent."""

    SAVED = "saved"
    OLDER = "older"  # another device, or this one, has given a later answer, which stands
    TOO_LATE = "too_late"  # given after the end, or arrived too long after it
    SETTLED = "settled"  # marked already; what was marked stands
    REFUSED = "refused"  # no such question, no such answer


@dataclass(frozen=True, slots=True)
class Ending:
    """When an attempt ends or has ended: the earlier of its deadline and its handing in."""

    deadline_at: datetime | None
    submitted_at: datetime | None
    reviewed_at: datetime | None
    late_seconds: int

    @property
    def at(self) -> datetime | None:
        return min((one for one in (self.deadline_at, self.submitted_at) if one), default=None)


def is_in_time(answered_at: datetime, now: datetime, ending: Ending) -> bool:
    """Whether an answer counts: given before the end, and here in time.

    It may arrive late from a phone without a line, but never once she has seen what was right.
    """
    if ending.reviewed_at is not None:
        return False
    if ending.at is None:
        return True
    last = ending.at if ending.submitted_at else ending.at + GRACE
    return answered_at <= last and may_still_arrive(ending, now)


def stands_before(mine: tuple[datetime, int], standing: tuple[datetime | None, int]) -> bool:
    """Whether an answer, as (when given, sequence number), replaces the one that stands: the later wins.

    When it was given is counted from the server's clock as the page brought it, so that a telephone's wrong
    clock does not matter.
    """
    return standing[0] is None or mine > (standing[0], standing[1])


def wrong_tries(tried: Sequence[Any], response: Any) -> int:
    """How many tries went before an answer: one that was itself the last try does not pay for itself."""
    return len(tried) - 1 if tried and tried[-1] == response else len(tried)


def may_still_arrive(ending: Ending, now: datetime) -> bool:
    """Whether an answer that waits on some device could still count."""
    if ending.reviewed_at is not None or ending.at is None:
        return False
    return now <= ending.at + max(GRACE, timedelta(seconds=ending.late_seconds))


def seconds_left(deadline_at: datetime | None, now: datetime) -> int | None:
    return max(0, round((deadline_at - now).total_seconds())) if deadline_at else None


@dataclass(frozen=True, slots=True)
class Seen:
    """What of an attempt its learner may see now."""

    marks: bool
    answers: bool
    explanations: bool

    @property
    def anything(self) -> bool:
        return self.marks or self.answers or self.explanations


NOTHING_SEEN = Seen(marks=False, answers=False, explanations=False)


def what_is_seen(
    rules: AttemptRules,
    *,
    is_submitted: bool,
    has_passed: bool,
    attempts_left: bool,
    is_closed: bool,
    is_settled: bool = False,
) -> Seen:
    """What may be seen of one question; `is_settled` says that it has been marked within an open attempt."""

    def may(when: ShowWhen) -> bool:
        match when:
            case ShowWhen.NEVER:
                return False
            case ShowWhen.AT_ONCE:
                return is_submitted or (is_settled and rules.behaviour is not Behaviour.DEFERRED)
            case ShowWhen.SUBMITTED:
                return is_submitted
            case ShowWhen.PASSED_OR_OVER:
                return is_submitted and (has_passed or not attempts_left)
            case ShowWhen.CLOSED:
                return is_submitted and is_closed

    return Seen(may(rules.show_marks), may(rules.show_answers), may(rules.show_explanations))


@dataclass(frozen=True, slots=True)
class Earned:
    """What one question earned: a fraction from 0 to 1 of its points, None while it waits for a marker."""

    fraction: float | None
    points: float


@dataclass(frozen=True, slots=True)
class Total:
    """What an attempt earned; `percent` is None while something waits for a marker."""

    points: float
    points_max: float
    percent: float | None


def total_of(earned: Iterable[Earned]) -> Total:
    """Points, and per cent of those there are; a paper worth nothing earns 100 per cent of it."""
    parts = list(earned)
    points = sum(one.points * (one.fraction or 0) for one in parts)
    points_max = sum(one.points for one in parts)
    if any(one.fraction is None and one.points for one in parts):
        return Total(points, points_max, None)
    return Total(points, points_max, 100 * points / points_max if points_max else 100.0)
