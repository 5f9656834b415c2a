"""Pure decisions about quizzes: what binds an attempt, how questions are drawn, which attempt counts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

_ROUNDING = 1e-9


class Behaviour(StrEnum):
    """When an answer is marked."""

    DEFERRED = "deferred"  # all of them, when the attempt is handed in
    IMMEDIATE = "immediate"  # each at once, and then it stands
    TRIES = "tries"  # each at once; a wrong one may be tried again, for less


class Counting(StrEnum):
    """Which of several attempts counts."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"
    AVERAGE = "average"


class ShowWhen(StrEnum):
    """From when on something may be seen by who was asked."""

    NEVER = "never"
    AT_ONCE = "at_once"  # as soon as the answer is marked, within the attempt
    SUBMITTED = "submitted"  # once the attempt is handed in
    PASSED_OR_OVER = "passed_or_over"  # once she has passed, or has no attempt left
    CLOSED = "closed"  # once the quiz has closed for everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRules:
    """What an attempt is bound to from its first moment; later changes of the quiz do not touch it.

    `seconds` is the time limit, None for none, of which exceptions gave `extra_seconds`; `late_seconds` how
    long after the end an answer given in time may still arrive; `penalty` what a wrong try costs, from 0 to 1
    of the points.
    """

    behaviour: Behaviour = Behaviour.DEFERRED
    tries: int = 1
    penalty: float = 0.0
    pass_percent: int = 50
    seconds: int | None = None
    extra_seconds: int = 0
    late_seconds: int = 24 * 60 * 60
    per_page: int = 1
    show_marks: ShowWhen = ShowWhen.SUBMITTED
    show_answers: ShowWhen = ShowWhen.SUBMITTED
    show_explanations: ShowWhen = ShowWhen.SUBMITTED


@dataclass(frozen=True, slots=True)
class Draw:
    """So many questions of a pool; `key` says which draw of the quiz this is."""

    key: int
    count: int
    pool: tuple[int, ...]


class PoolTooSmall(Exception):
    """The bank cannot fill a draw; `missing` questions are lacking in draw `key`."""

    def __init__(self, key: int, missing: int) -> None:
        super().__init__(key, missing)
        self.key, self.missing = key, missing


def draw_questions(draws: Sequence[Draw], *, taken: Collection[int], random: Random) -> dict[int, list[int]]:
    """Questions for each draw by its key: every one at most once, none that is taken, each set as likely.

    Draws whose pools overlap are filled together (Kuhn's augmenting paths over pools in random order), so
    that one never starves another while both could be filled. Raises PoolTooSmall.
    """
    seats = [draw.key for draw in draws for _ in range(draw.count)]
    pools = {draw.key: random.sample(pool, len(pool)) for draw in draws for pool in [_free(draw, taken)]}
    holder: dict[int, int] = {}  # question → seat
    for seat in random.sample(range(len(seats)), len(seats)):
        if not _seat(seat, seats, pools, holder, set()):
            raise PoolTooSmall(seats[seat], _missing(seats, holder, seats[seat]))
    chosen: dict[int, list[int]] = {draw.key: [] for draw in draws}
    for question, seat in holder.items():
        chosen[seats[seat]].append(question)
    return {key: random.sample(sorted(found), len(found)) for key, found in chosen.items()}


def _free(draw: Draw, taken: Collection[int]) -> list[int]:
    return sorted(set(draw.pool) - set(taken))


def _seat(
    seat: int, seats: list[int], pools: Mapping[int, list[int]], holder: dict[int, int], seen: set[int]
) -> bool:
    """Find a question for a seat, moving others along where needed."""
    pool = pools[seats[seat]]
    free = next((question for question in pool if question not in holder), None)
    if free is not None:
        holder[free] = seat
        return True
    for question in pool:
        if question in seen:
            continue
        seen.add(question)
        if _seat(holder[question], seats, pools, holder, seen):
            holder[question] = seat
            return True
    return False


def _missing(seats: list[int], holder: Mapping[int, int], key: int) -> int:
    return seats.count(key) - sum(seats[seat] == key for seat in holder.values())


@dataclass(frozen=True, slots=True)
class Allowance:
    """More than the quiz gives everybody, for one person or one part of the tree."""

    extra_minutes: int = 0
    extra_attempts: int = 0
    closes_at: datetime | None = None


def widest(allowances: Iterable[Allowance]) -> Allowance:
    """Of several allowances the most generous of each kind: none takes from another."""
    found = list(allowances)
    return Allowance(
        extra_minutes=max((one.extra_minutes for one in found), default=0),
        extra_attempts=max((one.extra_attempts for one in found), default=0),
        closes_at=max((one.closes_at for one in found if one.closes_at), default=None),
    )


@dataclass(frozen=True, slots=True)
class Window:
    """When a quiz may be begun, and how often."""

    opens_at: datetime | None
    closes_at: datetime | None
    attempts: int | None  # None: as often as she likes


class Refusal(StrEnum):
    """Why an attempt cannot be begun."""

    NOT_YET_OPEN = "not_yet_open"
    CLOSED = "closed"
    NO_ATTEMPT_LEFT = "no_attempt_left"


def why_not_begin(window: Window, *, used: int, now: datetime) -> Refusal | None:
    if window.opens_at and now < window.opens_at:
        return Refusal.NOT_YET_OPEN
    if window.closes_at and now >= window.closes_at:
        return Refusal.CLOSED
    if window.attempts is not None and used >= window.attempts:
        return Refusal.NO_ATTEMPT_LEFT
    return None


def deadline_of(rules: AttemptRules, window: Window, begun: datetime) -> datetime | None:
    """When an attempt ends by itself: after its time, or with the quiz, whichever comes first."""
    ends = [begun + timedelta(seconds=rules.seconds)] if rules.seconds else []
    ends += [window.closes_at] if window.closes_at else []
    return min(ends, default=None)


@dataclass(frozen=True, slots=True)
class Mark:
    """What an attempt earned, in per cent, and whether it passed by the rules that bound it."""

    percent: float
    is_passed: bool


def mark_that_counts(marks: Sequence[Mark], counting: Counting, pass_percent: int) -> Mark | None:
    """The mark that counts of several, in the order they were earned; None of none.

    An average belongs to no attempt, so that it passes by the quiz's present pass mark.
    """
    if not marks:
        return None
    match counting:
        case Counting.BEST:
            return Mark(max(mark.percent for mark in marks), any(mark.is_passed for mark in marks))
        case Counting.LAST:
            return marks[-1]
        case Counting.FIRST:
            return marks[0]
        case Counting.AVERAGE:
            mean = sum(mark.percent for mark in marks) / len(marks)
            return Mark(mean, reaches(mean, pass_percent))


def reaches(percent: float, pass_percent: int) -> bool:
    """Whether a mark is as good as the pass mark; what rounding took does not matter."""
    return percent + _ROUNDING >= pass_percent
