"""Where the files of proposals lie: private, under names that say nothing."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import storages

FOLDER = "proposals"


def store(content: File[bytes], kind: str) -> str:
    """Keep a file; returns the name by which it is found again."""
    return storages["private"].save(f"{FOLDER}/{uuid4().hex}.{kind}", content)


def stored(name: str) -> File[Any]:
    return storages["private"].open(name, "rb")


def remove_stored(names: Iterable[str]) -> None:
    for name in names:
        storages["private"].delete(name)
