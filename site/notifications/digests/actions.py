"""Composing the weekly digest and telling it, account by account."""

import logging
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.actions import Line, tell
from notifications.digests.models import DigestRound
from notifications.digests.rules import digest_day, week_before
from notifications.digests.signals import composing_digest
from notifications.ways.models import Wish
from notifications.ways.rules import Kind, offered

log = logging.getLogger(__name__)
AT_ONCE = 200
"""Accounts of one go: other tasks of the background worker wait no longer than these take."""


def send_digests(*, now: datetime, most: int = AT_ONCE) -> bool:
    """Compose the next of this week's digests, if it is their day; whether there are more to compose."""
    day = digest_day(timezone.localtime(now), weekday=settings.DIGEST_WEEKDAY)
    if day is None or not composing_digest.receivers:
        return False
    current, _is_new = DigestRound.objects.get_or_create(on=day)
    if current.finished_at:
        return False
    accounts = list(
        User.objects.filter(is_active=True, pk__gt=current.reached).exclude(_unwished()).order_by("pk")[:most]
    )
    for account in accounts:
        try:
            send_digest(account=account, day=day, now=now)
        except Exception:  # whatever a room breaks on for one, the others have theirs
            log.exception("The digest of account %s could not be composed.", account.pk)
        # Only after it was told: cut off in between, it is composed again, and told once all the same.
        DigestRound.objects.filter(pk=current.pk, reached__lt=account.pk).update(reached=account.pk)
    if len(accounts) < most:
        DigestRound.objects.filter(pk=current.pk).update(finished_at=now)
        return False
    return True


def _unwished() -> Q:
    """Whoever wishes it by no way at all."""
    off = Wish.objects.filter(kind=Kind.DIGEST, is_on=False)
    unwished = Q()
    for channel in offered(Kind.DIGEST):
        unwished &= Q(pk__in=off.filter(channel=channel).values("account"))
    return unwished


def send_digest(*, account: User, day: date, now: datetime) -> bool:
    """Whether there was anything to say."""
    with translation.override(account.language):
        lines = _composed(account, now)
        if not lines:
            return False
        return bool(
            tell(
                accounts=[account],
                key=f"digest:{day:%Y%m%d}",
                title=_("This week at Lớp Chi bộ"),
                lines=lines,
                kind=Kind.DIGEST,
                now=now,
            )
        )


def _composed(account: User, now: datetime) -> list[Line]:
    said: Any = composing_digest.send(sender=User, account=account, since=week_before(now), now=now)
    return [line for _receiver, found in said for line in found or []]
