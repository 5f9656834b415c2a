"""Which files of film and sound are handed out under links that run out, and what a learner's player gets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from media.delivery.links import link_to
from media.delivery.registry import Delivered, deliver
from media.videos.models import Recording, RecordingCopy

KIND = "phim"
POSTER = "anh-bia.jpg"
CAPTIONS = "phu-de.vtt"
_ENDINGS = {"240p": "mp4", "480p": "mp4", "opus": "webm", "aac": "m4a"}


def connect() -> None:
    deliver(KIND, find)


def name_of(copy: RecordingCopy) -> str:
    return f"{copy.kind}.{_ENDINGS[copy.kind]}"


def find(key: str, path: str) -> Delivered | None:
    """A copy, the poster or the captions of a recording, by its public id. Never what its author sent."""
    try:
        recording = Recording.objects.filter(public_id=key).first()
    except ValidationError:
        return None
    if recording is None:
        return None
    if path == CAPTIONS:
        return _captions(recording)
    if path == POSTER:
        return _poster(recording)
    kind = path.partition(".")[0]
    copy = RecordingCopy.objects.filter(recording=recording, kind=kind).first()
    if copy is None or path != name_of(copy):
        return None
    try:
        content = copy.file.open("rb")
    except FileNotFoundError:
        return None
    return Delivered(content, copy.content_type, etag=f'"{copy.pk}-{copy.size}"')


def _captions(recording: Recording) -> Delivered | None:
    if not recording.captions:
        return None
    content = ContentFile(recording.captions.encode())
    return Delivered(content, "text/vtt; charset=utf-8", headers={"Cache-Control": "private, no-cache"})


def _poster(recording: Recording) -> Delivered | None:
    if not recording.thumbnail:
        return None
    try:
        return Delivered(recording.thumbnail.open("rb"), "image/jpeg", etag=f'"{recording.thumbnail.name}"')
    except FileNotFoundError:
        return None


@dataclass(frozen=True, slots=True)
class Way:
    """One way to watch or listen: where, how large, and what it is called on the screen."""

    kind: str
    address: str
    size: int
    content_type: str
    label: str
    width: int | None
    height: int | None

    @property
    def has_picture(self) -> bool:
        return self.width is not None


def ways_to_watch(recording: Recording, copies: list[RecordingCopy], *, now: datetime) -> Iterator[Way]:
    """All copies, film before sound, each from the smallest."""
    for copy in sorted(copies, key=lambda one: (one.width is None, one.size)):
        yield Way(
            kind=copy.kind,
            address=link_to(KIND, str(recording.public_id), name_of(copy), now=now),
            size=copy.size,
            content_type=copy.content_type,
            label=copy.get_kind_display(),
            width=copy.width,
            height=copy.height,
        )
