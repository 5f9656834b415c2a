"""Letting go of what has been kept long enough: readings, read notices, closed requests, old sessions."""

from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from notifications.models import Notice
from notifications.outbox.queries import old_deliveries
from notifications.pushing.queries import dead_subscriptions
from organisations.oversight.models import Reading
from organisations.privacy.requests.models import DataRequest

BATCH = 5000
"""Rows removed at once: a long transaction would keep everybody else from writing."""


def outdated(now: datetime) -> dict[str, QuerySet[Any]]:
    """What has been kept longer than the settings say, by the name it is reported under."""
    readings = now - timedelta(days=settings.READINGS_KEPT_DAYS)
    requests = now - timedelta(days=settings.DATA_REQUESTS_KEPT_DAYS)
    living = Session.objects.filter(expire_date__gte=now).values("session_key")
    notices = now - timedelta(days=settings.NOTICES_KEPT_DAYS)
    return {
        "notices": Notice.objects.filter(read_at__lt=notices),
        "deliveries": old_deliveries(now, timedelta(days=settings.NOTICES_KEPT_DAYS)),
        "pushed devices": dead_subscriptions(),
        "readings": Reading.objects.filter(at__lt=readings),
        "requests": DataRequest.objects.filter(finished_at__lt=requests),
        "sessions": Session.objects.filter(expire_date__lt=now),
        "devices": UserSession.objects.exclude(session_key__in=living),
    }


def purge(*, now: datetime, dry_run: bool) -> dict[str, int]:
    """Remove it, or only count it; how many rows of each."""
    return {name: rows.count() if dry_run else _remove(rows) for name, rows in outdated(now).items()}


def _remove(rows: QuerySet[Any]) -> int:
    removed = 0
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            rows.model._default_manager.filter(pk__in=keys).delete()
        removed += len(keys)
    return removed
