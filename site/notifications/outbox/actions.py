"""Sending, so that nothing is sent twice.

A delivery is claimed by one conditional update: of two workers one gets it. It is sent outside of any
transaction, and then says how that went. A worker that is killed between the two leaves it "being sent";
after its lease it is given up, for it may have left: at most once, never twice. An operator who knows
better may try it again by hand.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.channels.failing import NeverSent, NotSent, PerhapsSent
from notifications.channels.sending import send
from notifications.notices.models import Notice
from notifications.outbox.models import Delivery
from notifications.outbox.queries import due_deliveries, lapsed_deliveries
from notifications.outbox.rules import QuietHours, pause_after
from notifications.ways.rules import DISTURBING, Channel, Kind

log = logging.getLogger(__name__)
State = Delivery.State
AT_ONCE = 100
"""Deliveries of one go: other tasks of the background worker wait no longer than these take."""


def quiet_hours() -> QuietHours:
    return QuietHours(*settings.QUIET_HOURS)


def post(*, notices: Iterable[Notice], ways: Mapping[int, Iterable[Channel]], now: datetime) -> int:
    """Put notices into the outbox for each channel they take, by account; returns how many that are."""
    made = [
        Delivery(notice=notice, channel=channel, next_try_at=leaves_at(notice, channel, now))
        for notice in notices
        for channel in sorted(ways[notice.recipient_id])
    ]
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def leaves_at(notice: Notice, channel: Channel, now: datetime) -> datetime:
    """Now, or when it no longer disturbs; what is urgent, or was asked for this moment, may disturb."""
    if channel not in DISTURBING or notice.is_urgent or notice.kind == Kind.TEST:
        return now
    return quiet_hours().over(timezone.localtime(now))


def send_due(*, now: datetime, most: int = AT_ONCE) -> int:
    """Send what is due, the longest waiting first; returns how many were looked at."""
    _settle_lapsed(now)
    due = list(due_deliveries(now).select_related("notice__recipient")[:most])
    for delivery in due:
        send_delivery(delivery, now=now)
    return len(due)


def send_delivery(delivery: Delivery, *, now: datetime) -> None:
    notice, channel = delivery.notice, Channel(delivery.channel)
    if why := _not_needed(notice, channel):
        _settle_open(delivery, state=State.NOT_NEEDED, last_error=why)
    elif (later := leaves_at(notice, channel, now)) > now:
        _settle_open(delivery, next_try_at=later)
    elif _claim(delivery, now):
        _send_claimed(delivery, now)


def _not_needed(notice: Notice, channel: Channel) -> str:
    """Why it need not leave any more; nothing where it should."""
    if not notice.recipient.is_active:
        return _("The account is closed.")
    if notice.read_at and channel in DISTURBING:
        return _("Read on the page meanwhile.")
    return ""


def _settle_open(delivery: Delivery, **changes: object) -> None:
    Delivery.objects.filter(pk=delivery.pk, state__in=Delivery.OPEN).update(**changes)


def _claim(delivery: Delivery, now: datetime) -> bool:
    """Whether it is ours to send. The number of the attempt tells this claim from any other."""
    is_ours = Delivery.objects.filter(
        pk=delivery.pk, state__in=Delivery.OPEN, attempts=delivery.attempts
    ).update(state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1)
    delivery.attempts += is_ours
    return bool(is_ours)


def _send_claimed(delivery: Delivery, now: datetime) -> None:
    try:
        send(delivery.notice, Channel(delivery.channel))
    except NotSent as failure:
        pause = pause_after(delivery.attempts)
        if pause is None:
            _settle_claimed(delivery, state=State.GIVEN_UP, last_error=_short(failure))
        else:
            _settle_claimed(delivery, state=State.FAILED, next_try_at=now + pause, last_error=_short(failure))
    except (NeverSent, PerhapsSent) as failure:
        _settle_claimed(delivery, state=State.GIVEN_UP, last_error=_short(failure))
    except Exception as error:  # whatever it was, the others behind it must leave
        log.exception("A notice could not be sent by %s.", delivery.channel)
        _settle_claimed(delivery, state=State.GIVEN_UP, last_error=_short(error))
    else:
        _settle_claimed(delivery, state=State.SENT, sent_at=timezone.now(), last_error="")


def _settle_claimed(delivery: Delivery, **changes: object) -> None:
    """Also where its lease has lapsed meanwhile: how it went is now known after all."""
    Delivery.objects.filter(
        pk=delivery.pk, attempts=delivery.attempts, state__in=[State.SENDING, State.GIVEN_UP]
    ).update(**changes)


def _settle_lapsed(now: datetime) -> None:
    said = _("The worker stopped while it was being sent; it may have left.")
    lapsed_deliveries(now).update(state=State.GIVEN_UP, last_error=said)


def _short(failure: Exception) -> str:
    name = {NotSent: "", NeverSent: "", PerhapsSent: _("It may have left.") + " "}
    return (name.get(type(failure), f"{type(failure).__name__}: ") + str(failure))[:300]


def try_again(*, delivery: Delivery, now: datetime) -> bool:
    """Put back what failed; False where it is no longer one that failed.

    Its attempts go on being counted, for a claim is known by their number.
    """
    failed = Delivery.objects.filter(pk=delivery.pk, state__in=[State.FAILED, State.GIVEN_UP])
    return bool(failed.update(state=State.WAITING, next_try_at=now))
