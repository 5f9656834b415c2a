"""Reads of statements: a page at a time, by mark and never by count; streamed where all are wanted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from media.statements.models import Statement

PAGE = 50
PIECE = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_WRITTEN = re.compile(r"(\d{1,17})\.([0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see; `activity` with all its parts, `until` is the last day it was stored."""

    activity: str = ""
    verb: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement's moment and id, as an address carries them: what is older than both comes after it."""

    stored: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{(self.stored - _EPOCH) // _MICROSECOND}.{self.id.hex}"

    @classmethod
    def read(cls, written: str) -> Self | None:
        """The mark an address carries; none for what is no mark."""
        match = _WRITTEN.fullmatch(written)
        if match is None:
            return None
        try:
            return cls(_EPOCH + int(match[1]) * _MICROSECOND, UUID(match[2]))
        except OverflowError:
            return None


@dataclass(frozen=True, slots=True)
class Page:
    """Some statements, and the mark of the last one where older ones follow."""

    rows: list[Statement] = field(default_factory=list)
    older: Mark | None = None


def statements_page(wish: Wish, *, after: Mark | None = None) -> Page:
    """The latest that answer to `wish`; those older than `after` where it is given. One query."""
    found = statements_wished(wish).select_related("learner", "voided_by")
    if after:
        # Said twice, so that the index on the moment is entered at the mark.
        found = found.filter(Q(stored__lt=after.stored) | Q(pk__lt=after.id), stored__lte=after.stored)
    rows = list(found.order_by("-stored", "-pk")[: PAGE + 1])
    shown = rows[:PAGE]
    return Page(shown, Mark(shown[-1].stored, shown[-1].pk) if len(rows) > PAGE else None)


def statements_streamed(wish: Wish) -> Iterator[Statement]:
    """Every one that answers to `wish`, the oldest first, without holding them all."""
    found = statements_wished(wish).select_related("learner").order_by("stored", "pk")
    return found.iterator(PIECE)


def statements_wished(wish: Wish) -> QuerySet[Statement]:
    found = Statement.objects.all()
    if wish.activity:
        parts = Q(activity__startswith=f"{wish.activity}#")
        found = found.filter(Q(activity=wish.activity) | parts)
    if wish.verb:
        found = found.filter(verb=wish.verb)
    if wish.since:
        found = found.filter(stored__gte=_start_of(wish.since))
    if wish.until:
        found = found.filter(stored__lt=_start_of(wish.until + timedelta(days=1)))
    return found


def all_statements() -> QuerySet[Statement]:
    return Statement.objects.select_related("learner", "voided_by", "voids")


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
