"""Takes film and sound in: piece by piece or whole, looked at before anything is kept."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.db import transaction
from wagtail.models import Collection

from accounts.models import User
from media.videos.making.facts import Facts
from media.videos.making.ffmpeg import NoFfmpeg
from media.videos.making.looking import NoRecording, facts_of
from media.videos.making.tasks import make_later
from media.videos.models import Recording, RecordingUpload, private_storage
from media.videos.uploading.queries import forsaken, uploads_of
from media.videos.uploading.rules import MOST_UNFINISHED, PIECE, fits, refusal_of

LONGEST_NAME = 255
LONGEST_ENDING = 8


class Refused(Exception):
    """The file is not taken; the message is the code of why. Nothing of it is left."""


class OutOfStep(Exception):
    """The piece does not go on where the file ends so far; the sender asks how far it is."""


@transaction.atomic
def begin_upload(*, name: str, size: int, by: User, now: datetime) -> RecordingUpload:
    """Announce a file. The same one, begun before, is gone on with. Raises Refused."""
    forget_forsaken(now=now)
    if code := refusal_of(size):
        raise Refused(code)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    hers = uploads_of(by, now)
    name = name[-LONGEST_NAME:]
    known = hers.filter(name=name, size=size).first()
    if known:
        return known
    if hers.count() >= MOST_UNFINISHED:
        raise Refused("too_many")
    return RecordingUpload.objects.create(name=name, size=size, sent_by=by, began_at=now, last_at=now)


def take_piece(*, upload: RecordingUpload, offset: int, content: bytes, now: datetime) -> int:
    """Keep the next piece; returns how much is here now. Raises OutOfStep.

    Written before it counts: a process that is killed in between leaves a piece that is written over.
    """
    with transaction.atomic():
        held = RecordingUpload.objects.select_for_update().filter(pk=upload.pk).first()
        if held is None or not fits(
            received=held.received, size=held.size, offset=offset, length=len(content)
        ):
            raise OutOfStep
        _write(f"{held.folder}/{offset}", content)
        held.received = offset + len(content)
        held.last_at = now
        held.save(update_fields=["received", "last_at"])
        return held.received


def finish_upload(*, upload: RecordingUpload, by: User, now: datetime) -> Recording:
    """Put the pieces together and make a recording of them. Raises Refused; then nothing is left."""
    if not upload.is_whole:
        raise Refused("damaged")
    try:
        with _together(upload) as whole:
            recording = _take(whole, upload.name, by)
    finally:
        give_up(upload=upload)
    return recording


def take_file(*, file: IO[bytes], name: str, size: int, by: User) -> Recording:
    """A file that came whole, in an ordinary form. Raises Refused."""
    if code := refusal_of(size):
        raise Refused(code)
    with tempfile.NamedTemporaryFile(prefix="recording-", delete=False) as whole:
        shutil.copyfileobj(file, whole)
    try:
        return _take(Path(whole.name), name, by)
    finally:
        Path(whole.name).unlink(missing_ok=True)


def give_up(*, upload: RecordingUpload) -> None:
    """Forget a file on its way and all its pieces."""
    storage = private_storage()
    for offset in range(0, upload.size, PIECE):
        storage.delete(f"{upload.folder}/{offset}")
    _remove_folder(storage, upload.folder)
    RecordingUpload.objects.filter(pk=upload.pk).delete()


def forget_forsaken(*, now: datetime) -> int:
    """What nobody has gone on with for a day."""
    gone = list(forsaken(now))
    for upload in gone:
        give_up(upload=upload)
    return len(gone)


def _take(whole: Path, name: str, by: User) -> Recording:
    """A file on this machine becomes a recording. Raises Refused."""
    try:
        facts = facts_of(whole)
    except NoRecording as reason:
        raise Refused(str(reason)) from reason
    except NoFfmpeg as reason:
        raise Refused("no_ffmpeg") from reason
    return _add(whole, Path(name), facts, by)


@transaction.atomic
def _add(whole: Path, name: Path, facts: Facts, by: User) -> Recording:
    recording = Recording(
        title=name.stem[:LONGEST_NAME] or name.name,
        type="video" if facts.is_film else "audio",
        duration=facts.duration,
        width=facts.width or None,
        height=facts.height or None,
        uploaded_by_user=by,
        collection=Collection.get_first_root_node(),
    )
    ending = name.suffix.lower()
    ending = ending if ending[1:].isalnum() and len(ending) <= LONGEST_ENDING else ""
    with Arrived(whole) as content:
        recording.file.save(f"{recording.public_id}{ending}", content, save=False)
    recording.save()
    make_later(recording)
    return recording


class Arrived(File):  # type: ignore[type-arg]
    """A file of ours that the storage may move instead of copying."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("rb"), name=path.name)
        self._path = path

    def temporary_file_path(self) -> str:
        return str(self._path)


@contextmanager
def _together(upload: RecordingUpload) -> Iterator[Path]:
    """All pieces in one file on this machine; gone afterwards, unless the storage has moved it."""
    storage = private_storage()
    with tempfile.NamedTemporaryFile(prefix="recording-", delete=False) as whole:
        path = Path(whole.name)
        try:
            offset = 0
            while offset < upload.size:
                with storage.open(f"{upload.folder}/{offset}") as piece:
                    shutil.copyfileobj(piece, whole)
                offset += storage.size(f"{upload.folder}/{offset}")
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _write(name: str, content: bytes) -> None:
    storage = private_storage()
    storage.delete(name)
    storage.save(name, ContentFile(content))


def _remove_folder(storage: Storage, folder: str) -> None:
    """A bucket has no folders; on a disk an empty one would stay."""
    try:
        storage.delete(folder)
    except (NotImplementedError, OSError):
        return
