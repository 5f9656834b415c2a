"""Telling people, the one door to them all; and what they have read."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from notifications.notices.models import Notice
from notifications.outbox.actions import post
from notifications.outbox.queries import next_hour
from notifications.outbox.tasks import plan_sending
from notifications.ways.queries import ways_of_all
from notifications.ways.rules import Kind


class Line(NamedTuple):
    """One of several things that a notice gathers; `address` is a path on this site, or nothing."""

    title: str
    text: str = ""
    address: str = ""


@transaction.atomic
def tell(
    *,
    accounts: Iterable[User],
    key: str,
    title: str,
    text: str = "",
    address: str = "",
    now: datetime,
    kind: Kind = Kind.NEWS,
    urgent: bool = False,
    lines: Sequence[Line] = (),
) -> int:
    """Tell each account of a thing, unless it has been told of it; returns how many were told now.

    `address` is where on this site it leads, a path. It stands on their pages at once, and leaves by the
    ways that they wish for this `kind`, behind the page, once the transaction that this is part of is done.
    In quiet hours no telephone rings, unless it is `urgent`.
    """
    named = {account.pk: account for account in accounts if account.is_active}
    known = set(Notice.objects.filter(key=key, recipient__in=named).values_list("recipient", flat=True))
    told = [account for pk, account in named.items() if pk not in known]
    if not told:
        return 0
    said = {
        "key": key,
        "kind": kind,
        "is_urgent": urgent,
        "title": title,
        "text": text,
        "address": address,
        "lines": [line._asdict() for line in lines],
        "at": now,
    }
    Notice.objects.bulk_create((Notice(recipient=account, **said) for account in told), ignore_conflicts=True)
    written = Notice.objects.filter(key=key, recipient__in=[account.pk for account in told])
    if post(notices=written, ways=ways_of_all(told, kind, is_urgent=urgent), now=now):
        transaction.on_commit(lambda: _plan(now))
    return len(told)


def _plan(now: datetime) -> None:
    if (due := next_hour()) is not None:
        plan_sending(due, now=now)


def read_notice(*, account: User, pk: int, now: datetime) -> Notice | None:
    """Mark one of an account's own notices as read; None where it is not hers."""
    notice = Notice.objects.filter(recipient=account, pk=pk).first()
    if notice and notice.read_at is None:
        Notice.objects.filter(pk=notice.pk).update(read_at=now)
    return notice


def read_about(*, account: User, address: str, now: datetime) -> int:
    """What leads to an address needs no opening once something has been done there."""
    found = Notice.objects.filter(recipient=account, address=address, read_at__isnull=True)
    return found.update(read_at=now)


def read_all(*, account: User, now: datetime) -> int:
    return Notice.objects.filter(recipient=account, read_at__isnull=True).update(read_at=now)
