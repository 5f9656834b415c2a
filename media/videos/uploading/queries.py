"""Reads about files on their way here."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from media.videos.models import RecordingUpload
from media.videos.uploading.rules import KEPT_FOR


def uploads_of(account: User, now: datetime) -> QuerySet[RecordingUpload]:
    """What somebody has begun to send and may go on with."""
    return RecordingUpload.objects.filter(sent_by=account, last_at__gt=now - KEPT_FOR)


def forsaken(now: datetime) -> QuerySet[RecordingUpload]:
    """What nobody has gone on with for a day."""
    return RecordingUpload.objects.filter(last_at__lte=now - KEPT_FOR)
