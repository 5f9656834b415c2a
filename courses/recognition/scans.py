"""The scanned paper: what it may be, and where it lies: private, under a name that says nothing."""

from dataclasses import dataclass
from io import BytesIO
from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import storages

from media import received
from practices.checkin import photographs

TAKEN = ("pdf", "jpg", "png")
LARGEST_MB = received.LARGEST // 1024**2


@dataclass(frozen=True, slots=True)
class Scan:
    """A paper as it is kept: its content and what it is."""

    content: bytes
    content_type: str
    ending: str


def looked_at(sent: IO[bytes], size: int) -> Scan:
    """The paper, a photograph without what cameras note. Raises received.WrongFile, received.TooLarge."""
    kind = received.kind_of(sent, size)
    if kind not in TAKEN:
        raise received.WrongFile
    sent.seek(0)
    content = sent.read()
    if kind == "pdf":
        return Scan(content, received.KINDS["pdf"], "pdf")
    try:
        picture = photographs.without_traces(File(BytesIO(content), name=f"scan.{kind}"))
    except photographs.TooLarge:
        raise received.TooLarge from None
    except photographs.NotAPhotograph:
        raise received.WrongFile from None
    return Scan(picture, photographs.TYPE, "jpg")


def store(scan: Scan) -> str:
    """Keep it where no address leads; returns under which name."""
    return str(storages["private"].save(f"recognition/{uuid4()}.{scan.ending}", ContentFile(scan.content)))


def opened(name: str) -> IO[bytes]:
    file: IO[bytes] = storages["private"].open(name, "rb")
    return file


def remove(name: str) -> None:
    storages["private"].delete(name)
