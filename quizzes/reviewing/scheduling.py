"""When a question comes back, by FSRS: a pure function of all answers to it, in whatever order they arrived.

Counted in days of the place where people live: what was answered on one evening is asked again from the
morning of a later day, whatever the hour.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating

from quizzes.reviewing.rules import Rating, rating_of

LONGEST_DAYS = 365
"""Nothing rests longer than a year: regulations change."""

# No steps of minutes (people come ten minutes an evening), no chance (the same answers, the same day).
_SCHEDULER = Scheduler(
    learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An answer: when it was given, and what it earned from 0 to 1."""

    at: datetime
    fraction: float


@dataclass(frozen=True, slots=True)
class Memory:
    """What all answers to a question say: `stability` in days, `lapses` times of having known it once."""

    stability: float
    difficulty: float
    last_at: datetime
    due_at: datetime
    reviews: int
    lapses: int
    last_fraction: float


def memory_after(reviews: Iterable[Reviewed], zone: tzinfo) -> Memory | None:
    """Her memory of a question after these answers; None without any."""
    ordered = sorted(reviews, key=lambda one: (one.at, one.fraction))
    if not ordered:
        return None
    card = Card(card_id=0, due=_noon(ordered[0].at, zone))
    lapses, was_known = 0, False
    for review in ordered:
        rating = rating_of(review.fraction)
        card, _ = _SCHEDULER.review_card(card, FsrsRating(rating), _noon(review.at, zone))
        lapses += was_known and rating is Rating.AGAIN
        was_known = was_known or rating is not Rating.AGAIN
    return Memory(
        stability=card.stability or 0.0,
        difficulty=card.difficulty or 0.0,
        last_at=ordered[-1].at,
        due_at=_morning(card.due.date(), zone),
        reviews=len(ordered),
        lapses=lapses,
        last_fraction=ordered[-1].fraction,
    )


def retrievability(stability: float, last_at: datetime, now: datetime, zone: tzinfo) -> float:
    """How likely she still knows it, from 0 to 1."""
    card = Card(card_id=0, stability=stability, last_review=_noon(last_at, zone))
    return _SCHEDULER.get_card_retrievability(card, _noon(now, zone))


def _noon(at: datetime, zone: tzinfo) -> datetime:
    """The local day of a moment as FSRS counts days: from noon to noon, so that no hour matters."""
    return datetime.combine(at.astimezone(zone).date(), time(12), UTC)


def _morning(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


def in_days(due_at: datetime, now: datetime, zone: tzinfo) -> int:
    """In how many days something is due; 0 for today and for what is overdue."""
    return max(timedelta(), due_at.astimezone(zone).date() - now.astimezone(zone).date()).days
