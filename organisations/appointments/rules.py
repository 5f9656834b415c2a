"""Spans of days in which posts are held. Pure: no Django.

A span is half-open: `ended` is the first day on which the post is no longer held, None while it is.
A span that ends on the day it begins was entered by mistake and never held.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """From `began` to the day before `ended`."""

    began: date
    ended: date | None = None

    @property
    def is_empty(self) -> bool:
        return self.ended is not None and self.ended <= self.began

    def covers(self, day: date) -> bool:
        return self.began <= day and (self.ended is None or day < self.ended)

    def overlaps(self, other: "Span") -> bool:
        """Whether some day lies in both."""
        if self.is_empty or other.is_empty:
            return False
        begins_in_time = self.ended is None or other.began < self.ended
        return begins_in_time and (other.ended is None or self.began < other.ended)


def overseen_until(spans: Sequence[Span]) -> list[date | None]:
    """For each of one person's spans, until which day those above that post see her by it.

    A post lets its organisers see her while it is held. Once she holds none at all, the last one goes on
    to: a person between two posts must not fall out of everybody's sight. Given by the same places.
    """
    return [_seen_until(span, [other for other in spans if other is not span]) for span in spans]


def _seen_until(span: Span, others: Sequence[Span]) -> date | None:
    if span.ended is None or span.is_empty:
        return span.ended
    held = [other for other in others if not other.is_empty]
    if any(other.covers(span.ended) for other in held):
        return span.ended
    return min((other.began for other in held if other.began > span.ended), default=None)
