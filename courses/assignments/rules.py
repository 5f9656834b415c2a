"""Who owes which course, from which day to which: pure decisions about dates. No Django.

An obligation follows the post, what was learnt follows the person. Everything here is a function of what is
known today of posts, places, assignments, exemptions and completions: entered late or twice, the answer is
the same. Spans are half-open, as in `organisations.appointments.rules`.
"""

import calendar
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from organisations.appointments.rules import Span

DAYS_FOR_LATECOMERS = 30
"""Whoever comes to owe a course after its due date has so many days."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What was learnt holds for so many months; so many days before they end it is owed anew.

    Learning anew is late once the months and then `grace_days` are over.
    """

    months: int
    window_days: int = 0
    grace_days: int = 0

    def opens_after(self, finished: date) -> date:
        """The day on which it is owed anew, always after `finished`."""
        opens = months_after(finished, self.months) - timedelta(days=self.window_days)
        return max(opens, finished + timedelta(days=1))

    def holds_on(self, day: date) -> date:
        """The first day on which it may have been finished and is not owed anew on `day`."""
        finished = min(day, months_after(day + timedelta(days=self.window_days), -self.months))
        while self.opens_after(finished) <= day:
            finished += timedelta(days=1)
        return finished

    def due_after(self, finished: date) -> date:
        return months_after(finished, self.months) + timedelta(days=self.grace_days)


@dataclass(frozen=True, slots=True)
class Assigned:
    """An assignment of one course: to whoever holds one of `posts` within an organisation."""

    assignment: int
    course: int
    organisation: int
    posts: frozenset[str]
    span: Span
    due: date | None = None
    within_days: int | None = None
    is_mandatory: bool = True
    renewal: Renewal | None = None

    def due_from(self, day: date) -> date | None:
        """By when it is to be learnt by somebody who owes it since `day`."""
        if self.due is None and self.within_days is None:
            return None
        days = DAYS_FOR_LATECOMERS if self.within_days is None else self.within_days
        own = day + timedelta(days=days)
        if self.due is None:
            return own
        return self.due if self.within_days is None and day <= self.due else max(self.due, own)


@dataclass(frozen=True, slots=True)
class Held:
    """A post as it is held; posts are ordered by `rank`, the lowest first."""

    appointment: int
    organisation: int
    post: str
    rank: int
    span: Span


@dataclass(frozen=True, slots=True)
class Placed:
    """Within which organisations, itself among them, an organisation stood for a span of days; those it
    took along are no more, or are no longer above it."""

    within: frozenset[int]
    span: Span
    taken_along: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """A post by which a course is owed on the word of one assignment, for a span of days."""

    assigned: Assigned
    held: Held
    span: Span
    due: date | None

    @property
    def weight(self) -> tuple[bool, date, int, date, int, int]:
        """Of several claims the least holds: what must be learnt, what is due first, the highest post."""
        due = self.due or date.max
        return (
            not self.assigned.is_mandatory,
            due,
            self.held.rank,
            self.held.span.began,
            self.held.appointment,
            self.assigned.assignment,
        )


@dataclass(frozen=True, slots=True)
class Round:
    """A course owed for a span of days, by one claim; `number` counts its renewals from 1."""

    claim: Claim
    number: int
    span: Span
    due: date | None
    finished_on: date | None


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month.

    >>> months_after(date(2024, 8, 31), 6)
    datetime.date(2025, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def common_span(*spans: Span) -> Span | None:
    """The days that lie in all of these spans; None where there are none."""
    ends = [span.ended for span in spans if span.ended is not None]
    shared = Span(max(span.began for span in spans), min(ends, default=None))
    return None if shared.is_empty else shared


def without(span: Span, holes: Iterable[Span]) -> list[Span]:
    """What is left of `span` once these others are cut out of it, in order."""
    left = [span]
    for hole in holes:
        left = [piece for one in left for piece in _cut(one, hole)]
    return left


def _cut(span: Span, hole: Span) -> Iterator[Span]:
    if not span.overlaps(hole):
        yield span
        return
    if span.began < hole.began:
        yield Span(span.began, hole.began)
    if hole.ended is not None and (span.ended is None or hole.ended < span.ended):
        yield Span(hole.ended, span.ended)


def still_within(placed: Sequence[Placed], dissolved: Collection[tuple[int, date]]) -> list[Placed]:
    """Where an organisation stood, in order, counted on within what was merged, split or closed above it.

    Who leaves a commune leaves what the commune was assigned; whose commune is no more takes it along.
    `dissolved` are those out of which it came when they were merged or split, each with the day of it.
    """
    found: list[Placed] = []
    for one in placed:
        left = found[-1].within - one.within if found else frozenset()
        along = frozenset(number for number in left if (number, one.span.began) in dissolved)
        # What it took along from one before, it keeps.
        kept = found[-1].taken_along if found else frozenset()
        taken = (along | kept) - one.within
        found.append(Placed(one.within | taken, one.span, taken))
    return found


def claims_on(
    assigned: Assigned,
    posts: Iterable[Held],
    places: Mapping[int, Sequence[Placed]],
    exempt: Sequence[Span] = (),
) -> list[Claim]:
    """By which of one person's posts, and for which days, she owes what was assigned."""
    claims = []
    for held in posts:
        if held.post in assigned.posts:
            for span in _bound(assigned, held, places.get(held.organisation, ())):
                for piece in without(span, exempt):
                    claims.append(Claim(assigned, held, piece, assigned.due_from(piece.began)))
    return claims


def _bound(assigned: Assigned, held: Held, placed: Iterable[Placed]) -> list[Span]:
    """The days on which a post falls under what was assigned: a place that changes within it changes
    nothing; who comes under it later owes it since then."""
    found: list[Span] = []
    for one in placed:
        shared = common_span(assigned.span, held.span, one.span)
        if shared is None or assigned.organisation not in one.within:
            continue
        if found and found[-1].ended == shared.began:
            shared = Span(found.pop().began, shared.ended)
        found.append(shared)
    return found


def rounds_of(claims: Sequence[Claim], finishes: Sequence[date]) -> list[Round]:
    """What somebody owes of one course over time: on no day more than once, in order.

    `finishes` are the days on which she met the whole of it, here or elsewhere.
    """
    return [
        found for claim, span in _leading(claims) for found in _rounds(claim, span, sorted(set(finishes)))
    ]


def _leading(claims: Sequence[Claim]) -> list[tuple[Claim, Span]]:
    """Which claim holds from which day to which; where it goes on, it goes on as one."""
    edges = sorted({one.span.began for one in claims} | {one.span.ended for one in claims if one.span.ended})
    found: list[tuple[Claim, Span]] = []
    for began, ended in zip(edges, [*edges[1:], None], strict=False):
        holding = [one for one in claims if one.span.covers(began)]
        if not holding:
            continue
        claim = min(holding, key=lambda one: one.weight)
        if found and found[-1][0] == claim and found[-1][1].ended == began:
            began = found.pop()[1].began
        found.append((claim, Span(began, ended)))
    return found


def _rounds(claim: Claim, span: Span, finishes: Sequence[date]) -> Iterator[Round]:
    renewal = claim.assigned.renewal
    if renewal is None:
        yield Round(claim, 1, span, claim.due, min(finishes, default=None))
        return
    number, due = 1, claim.due
    while True:
        finished = _finish_of_round(renewal, span.began, finishes)
        opens = renewal.opens_after(finished) if finished else None
        if finished is None or opens is None or (span.ended is not None and opens >= span.ended):
            yield Round(claim, number, span, due, finished)
            return
        yield Round(claim, number, Span(span.began, opens), due, finished)
        number, span, due = number + 1, Span(opens, span.ended), renewal.due_after(finished)


def _finish_of_round(renewal: Renewal, began: date, finishes: Sequence[date]) -> date | None:
    """What still holds when the round begins, the latest of it; else the first that comes after."""
    holding = [day for day in finishes if renewal.opens_after(day) > began]
    before = [day for day in holding if day <= began]
    return max(before) if before else min(holding, default=None)
