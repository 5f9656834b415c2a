"""Telling people, and what they have read."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from notifications.models import Notice
from notifications.tasks import send_letters


@transaction.atomic
def tell(
    *, accounts: Iterable[User], key: str, title: str, text: str = "", address: str = "", now: datetime
) -> int:
    """Tell each account of a thing, unless it has been told of it; returns how many were told now.

    `address` is where on this site it leads, a path. A letter follows, behind the page, to whoever has an
    e-mail address; it waits for the transaction that this is part of.
    """
    named = {account.pk: account for account in accounts if account.is_active}
    known = Notice.objects.filter(key=key, recipient__in=named).values_list("recipient", flat=True)
    told = [account for pk, account in named.items() if pk not in set(known)]
    Notice.objects.bulk_create(
        (
            Notice(recipient=account, key=key, title=title, text=text, address=address, at=now)
            for account in told
        ),
        ignore_conflicts=True,
    )
    if any(account.email for account in told):
        transaction.on_commit(lambda: send_letters.enqueue(key))
    return len(told)


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
