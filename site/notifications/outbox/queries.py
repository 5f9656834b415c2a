"""What waits to leave, and what became of it."""

from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from notifications.notices.models import Notice
from notifications.outbox.models import Delivery
from notifications.outbox.rules import LEASE


def due_deliveries(now: datetime) -> QuerySet[Delivery]:
    """What has waited longest first."""
    return Delivery.objects.filter(state__in=Delivery.OPEN, next_try_at__lte=now).order_by(
        "next_try_at", "pk"
    )


def lapsed_deliveries(now: datetime) -> QuerySet[Delivery]:
    """Those whose sender did not come back."""
    return Delivery.objects.filter(state=Delivery.State.SENDING, claimed_at__lt=now - LEASE)


def next_hour() -> datetime | None:
    """When something is to be tried next; None while nothing waits."""
    waiting = Delivery.objects.filter(state__in=Delivery.OPEN).order_by("next_try_at")
    return waiting.values_list("next_try_at", flat=True).first()


def deliveries_wished(*, state: str, channel: str) -> QuerySet[Delivery]:
    """For those who run the site: the latest first, of one state and channel or of all."""
    found = Delivery.objects.select_related("notice", "notice__recipient")
    if state:
        found = found.filter(state=state)
    return found.filter(channel=channel) if channel else found


def counts_by_state(*, since: datetime) -> dict[str, int]:
    """How many of each there are among what was told since."""
    recent = Delivery.objects.filter(notice__at__gte=since).order_by()
    return dict(recent.values_list("state").annotate(Count("pk")))


def old_deliveries(now: datetime, kept: timedelta) -> QuerySet[Delivery]:
    """What left, or did not, long ago."""
    return Delivery.objects.exclude(state__in=[*Delivery.OPEN, Delivery.State.SENDING]).filter(
        notice__at__lt=now - kept
    )


def deliveries_of(notice: Notice) -> QuerySet[Delivery]:
    return Delivery.objects.filter(notice=notice).order_by("channel")
