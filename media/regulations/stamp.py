"""A stamp that changes with the register, for whoever keeps something made of it."""

from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save

from media.regulations.models import Regulation

_KEY = "regulations:stamp"


def register_stamp() -> str:
    """The same as long as no regulation has been changed."""
    return str(cache.get_or_set(_KEY, _fresh, timeout=None))


def connect() -> None:
    for signal in (post_save, post_delete):
        signal.connect(_changed, sender=Regulation)


def _changed(sender: type[Regulation], **_: Any) -> None:
    cache.set(_KEY, _fresh(), timeout=None)


def _fresh() -> str:
    return uuid4().hex
