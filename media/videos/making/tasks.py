"""What the background worker does with film and sound: it makes them small, and takes up what a killed
worker left."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from media.videos.making.actions import begin_making, make_small
from media.videos.making.queries import ABANDONED, abandoned, waiting
from media.videos.models import Recording

LOOK_AGAIN = ABANDONED + timedelta(seconds=10)
TURN = timedelta(seconds=20)
"""Until a recording asks again whether the one before it is done."""


@task(backend="background")
def make(recording_id: int) -> None:
    """Make its copies; where another recording is in hand, later."""
    now = timezone.now()
    recording = begin_making(recording_id=recording_id, now=now)
    if recording is None:
        if waiting().filter(pk=recording_id).exists():
            look_again.using(run_after=now + TURN).enqueue(recording_id)
        return
    # Written down before the work begins: should this worker be killed, another finds it there.
    look_again.using(run_after=now + LOOK_AGAIN).enqueue(recording_id)
    make_small(recording=recording)


@task(backend="background")
def look_again(recording_id: int) -> None:
    """Go on where a worker was killed; look again while one is at work."""
    now = timezone.now()
    recording = Recording.objects.filter(pk=recording_id).first()
    if recording is None or recording.state in (Recording.State.READY, Recording.State.FAILED):
        return
    if recording.state == Recording.State.MAKING and not abandoned(now).filter(pk=recording_id).exists():
        look_again.using(run_after=now + LOOK_AGAIN).enqueue(recording_id)
        return
    make.func(recording_id)


def make_later(recording: Recording) -> None:
    """Written down in the transaction that brought the recording; done once that has ended."""
    transaction.on_commit(partial(make.enqueue, recording.pk))
