"""What happens to the files of copies when they are deleted."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from media.videos.models import RecordingCopy


def connect() -> None:
    post_delete.connect(_copy_deleted, sender=RecordingCopy)


def _copy_deleted(sender: type, instance: RecordingCopy, **_: Any) -> None:
    if instance.file.name:
        transaction.on_commit(partial(instance.file.storage.delete, instance.file.name))
