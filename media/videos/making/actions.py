"""Makes a recording small: one at a time, in the background, telling how far it is."""

import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from media.videos.making.facts import Facts
from media.videos.making.ffmpeg import THREADS, NoFfmpeg, reading, run
from media.videos.making.lending import on_this_machine
from media.videos.making.looking import NoRecording, facts_of
from media.videos.making.queries import abandoned
from media.videos.making.recipes import AGAIN, Recipe, fitted, percent_of, recipes_for
from media.videos.models import Recording, RecordingCopy

SECONDS_FOR_A_COPY = 4 * 60 * 60.0
SECONDS_FOR_A_POSTER = 120.0
POSTER_SIDE = 240
BEAT = 2.0
"""Seconds between two words about how far it is."""


class Gone(Exception):
    """The recording was deleted, or another worker took it, while it was being made."""


class CannotBeMade(Exception):
    """ffmpeg gave up; the message is the code of why."""


@transaction.atomic
def begin_making(*, recording_id: int, now: datetime) -> Recording | None:
    """Take a waiting recording in hand; None where another one is in hand, or it waits no more."""
    abandoned(now).update(state=Recording.State.WAITING)
    mine = Recording.objects.filter(pk=recording_id, state=Recording.State.WAITING)
    try:
        with transaction.atomic():
            taken = mine.update(state=Recording.State.MAKING, state_since=now, percent_made=0, failure="")
    except IntegrityError:  # one_recording_is_made_smaller_at_a_time
        return None
    return Recording.objects.get(pk=recording_id) if taken else None


def wait_again(*, recording: Recording) -> None:
    """To be made anew, as its author asks after a failure."""
    Recording.objects.filter(pk=recording.pk, state=Recording.State.FAILED).update(
        state=Recording.State.WAITING, failure="", percent_made=0
    )


def make_small(*, recording: Recording) -> None:
    """Make every copy and, where none was given, a poster; a failure is kept where its author sees it."""
    try:
        with (
            tempfile.TemporaryDirectory(prefix="making-") as folder,
            on_this_machine(recording.file) as original,
        ):
            _make_all(recording, original, Path(folder))
    except Gone:
        return
    except NoFfmpeg:
        _end(recording, Recording.State.FAILED, "no_ffmpeg")
    except NoRecording as reason:
        _end(recording, Recording.State.FAILED, str(reason))
    except CannotBeMade as reason:
        _end(recording, Recording.State.FAILED, str(reason))
    except OSError:  # no space left, a file that is gone
        _end(recording, Recording.State.FAILED, "no_room")
    else:
        _end(recording, Recording.State.READY, "")


def _make_all(recording: Recording, original: Path, folder: Path) -> None:
    facts = facts_of(original)
    recipes = recipes_for(facts)
    work = Work(recording, facts, recipes)
    if facts.has_picture and not recording.thumbnail:
        _make_poster(recording, original, folder / "poster.jpg", facts)
    for recipe in recipes:
        made = work.make(recipe, original, folder)
        _keep(recording, recipe, made)
        made.unlink()
    RecordingCopy.objects.filter(recording=recording).exclude(kind__in=[x.kind for x in recipes]).delete()


@dataclass(slots=True)
class Work:
    """What is to be made of a recording, and how far it is."""

    recording: Recording
    facts: Facts
    recipes: list[Recipe]
    done: list[Recipe] = field(default_factory=list)
    told_at: datetime | None = None

    def make(self, recipe: Recipe, original: Path, folder: Path) -> Path:
        """The copy as a file that is small enough. Raises CannotBeMade and Gone."""
        target = folder / f"{recipe.kind}.{recipe.ending}"
        most = recipe.most_bytes(self.facts.duration)
        for share in AGAIN:
            self._run(recipe, share, original, target)
            if most is None or target.stat().st_size <= most:
                self.done.append(recipe)
                return target
        raise CannotBeMade("too_heavy")

    def _run(self, recipe: Recipe, share: float, original: Path, target: Path) -> None:
        plain = ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-threads", THREADS]
        told = ["-v", "error", "-progress", "pipe:1"]
        ran = run(
            [*reading(original), *recipe.options(share), *plain, *told, f"file:{target}"],
            seconds=SECONDS_FOR_A_COPY,
            hear=lambda line: self._hear(recipe, line),
        )
        if ran.is_stopped:
            raise CannotBeMade("took_too_long")
        if ran.status or not target.exists() or not target.stat().st_size:
            raise CannotBeMade("damaged")

    def _hear(self, recipe: Recipe, line: str) -> None:
        """Say how far it is, every few seconds; a recording that is gone stops the work."""
        name, _, value = line.partition("=")
        now = timezone.now()
        if name != "out_time_us" or not value.isdecimal():
            return
        if self.told_at and (now - self.told_at).total_seconds() < BEAT:
            return
        self.told_at = now
        share = int(value) / 1_000_000 / self.facts.duration
        percent = percent_of(self.done, recipe, share, self.recipes)
        if not _in_hand(self.recording).update(percent_made=percent, state_since=now):
            raise Gone


def _make_poster(recording: Recording, original: Path, target: Path, facts: Facts) -> None:
    """The frame that is most like those around it, of the first fifth: no black, no fading in."""
    width, height = fitted(facts.width, facts.height, POSTER_SIDE)
    start = ["-ss", f"{facts.duration / 10:.3f}"]
    chosen = ["-map", "0:v:0", "-vf", f"scale={width}:{height},setsar=1,thumbnail=50", "-frames:v", "1"]
    written = ["-q:v", "8", "-map_metadata", "-1", "-v", "error", "-f", "image2", f"file:{target}"]
    run([*start, *reading(original), *chosen, *written], seconds=SECONDS_FOR_A_POSTER)
    if target.exists() and target.stat().st_size:
        name = recording.thumbnail.storage.save(
            f"recordings/posters/{recording.public_id}.jpg", ContentFile(target.read_bytes())
        )
        if not Recording.objects.filter(pk=recording.pk, thumbnail="").update(thumbnail=name):
            recording.thumbnail.storage.delete(name)


def _keep(recording: Recording, recipe: Recipe, made: Path) -> None:
    """In place of a copy of the same kind, whose file goes once the new one stands."""
    before = RecordingCopy.objects.filter(recording=recording, kind=recipe.kind)
    old = before.first()
    with made.open("rb") as content:
        copy = RecordingCopy(
            recording=recording,
            kind=recipe.kind,
            size=made.stat().st_size,
            width=recipe.width or None,
            height=recipe.height or None,
            content_type=recipe.content_type,
            made_at=timezone.now(),
        )
        name = f"{recording.public_id}-{recipe.kind}.{recipe.ending}"
        copy.file.save(name, File(content), save=False)
    try:
        with transaction.atomic():
            if not _in_hand(recording).select_for_update().exists():
                raise Gone
            if old:
                old.delete()
            copy.save()
    except Gone:
        copy.file.delete(save=False)
        raise


def _end(recording: Recording, state: str, failure: str) -> None:
    percent = 100 if state == Recording.State.READY else 0
    _in_hand(recording).update(state=state, failure=failure, percent_made=percent, state_since=timezone.now())


def _in_hand(recording: Recording) -> QuerySet[Recording]:
    found: QuerySet[Recording] = Recording.objects.filter(pk=recording.pk, state=Recording.State.MAKING)
    return found
