"""Reads of the log of readings: a page at a time, by mark and never by count."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from common.vietnamese import fold
from organisations.granting.readings.rules import Mark
from organisations.oversight.models import Grant, Reading
from organisations.oversight.queries import readings_seen_by
from organisations.people.models import Person

READERS_OF_THE_LOG = (Grant.Role.AUDITOR, Grant.Role.ADMINISTRATOR)
PAGE = 50
PIECE = 2000
MOST_READERS = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see of the log; `until` is the last day."""

    person: Person | None = None
    reader: str = ""
    since: date | None = None
    until: date | None = None
    screen: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of the log, and the mark of the last one where older ones follow."""

    rows: list[Reading] = field(default_factory=list)
    older: Mark | None = None


def readings_page(viewer: User, wish: Wish, *, after: Mark | None = None) -> Page:
    """The latest lines that answer to `wish`; those older than `after` where it is given."""
    readings = readings_listed(viewer, wish)
    if after:
        # Said twice, so that the index on the moment is entered at the mark.
        readings = readings.filter(Q(at__lt=after.at) | Q(pk__lt=after.number), at__lte=after.at)
    rows = list(readings[: PAGE + 1])
    shown = rows[:PAGE]
    return Page(shown, Mark(shown[-1].at, shown[-1].pk) if len(rows) > PAGE else None)


def readings_streamed(viewer: User, wish: Wish) -> Iterator[Reading]:
    """Every line that answers to `wish`, without holding them all."""
    return readings_listed(viewer, wish).iterator(PIECE)


def readings_listed(viewer: User, wish: Wish) -> QuerySet[Reading]:
    readings = readings_seen_by(viewer).select_related("reader", "person")
    if wish.person:
        readings = readings.filter(person=wish.person)
    if wish.reader:
        readings = readings.filter(reader__in=_readers_called(wish.reader))
    if wish.since:
        readings = readings.filter(at__gte=_start_of(wish.since))
    if wish.until:
        readings = readings.filter(at__lt=_start_of(wish.until + timedelta(days=1)))
    if wish.screen:
        readings = readings.filter(screen=wish.screen)
    return readings.order_by("-at", "-pk")


def _readers_called(text: str) -> list[int]:
    """Accounts that answer to every word, by name or by user name."""
    accounts = User.objects.order_by()
    for word in fold(text).split():
        accounts = accounts.filter(Q(person__search_key__contains=word) | Q(username__contains=word))
    return list(accounts.values_list("pk", flat=True)[:MOST_READERS])


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
