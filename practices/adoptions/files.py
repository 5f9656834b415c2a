"""Where the evidence of adoptions lies: private, under names that say nothing."""

from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import storages

MOST = 5
"""Files with one report."""


def store(content: bytes, kind: str) -> str:
    """Keep bytes where no address leads; returns under which name."""
    return str(storages["private"].save(f"adoptions/{uuid4()}.{kind}", ContentFile(content)))


def opened(stored_as: str) -> IO[bytes]:
    file: IO[bytes] = storages["private"].open(stored_as, "rb")
    return file


def remove(stored_as: str) -> None:
    storages["private"].delete(stored_as)
