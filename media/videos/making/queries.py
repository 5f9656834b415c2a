"""Reads about recordings that are to be made smaller."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from media.videos.models import Recording

ABANDONED = timedelta(minutes=3)
"""A worker says every few seconds how far it is; after so long without a word it is taken for dead."""


def abandoned(now: datetime) -> QuerySet[Recording]:
    """Those whose worker is gone."""
    silent = Q(state_since__isnull=True) | Q(state_since__lt=now - ABANDONED)
    found: QuerySet[Recording] = Recording.objects.filter(silent, state=Recording.State.MAKING)
    return found


def waiting() -> QuerySet[Recording]:
    found: QuerySet[Recording] = Recording.objects.filter(state=Recording.State.WAITING)
    return found.order_by("created_at")
