"""Letting go of files that were sent and not installed."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from media.packages.models import PackageUpload

KEPT_FOR = timedelta(days=1)


@transaction.atomic
def discard_upload(*, upload: PackageUpload) -> None:
    """Let go of a file that is not to be installed, and of what was found in it."""
    drop_file(upload)
    upload.delete()


def purge_uploads(*, now: datetime) -> int:
    """Let go of files that were sent more than a day ago. Returns how many."""
    outdated = list(PackageUpload.objects.filter(sent_at__lte=now - KEPT_FOR))
    for upload in outdated:
        discard_upload(upload=upload)
    return len(outdated)


def drop_file(upload: PackageUpload) -> None:
    """The bytes go once it is certain that the row says so."""
    if upload.file:
        transaction.on_commit(partial(upload.file.storage.delete, str(upload.file.name)))
        upload.file = ""
