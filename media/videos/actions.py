"""Writes about film and sound that concern learners: what they watched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from media.videos.models import Recording, WatchReport, WatchStanding
from media.videos.rules import share_of, spans_told, union
from media.videos.signals import recording_watched
from organisations.people.models import Person


@dataclass(frozen=True, slots=True)
class Watched:
    """Stretches as a device sends them, in seconds, and where she is now; the id makes doubling harmless."""

    id: UUID
    spans: Iterable[Iterable[object]]
    place: float
    happened_at: datetime


@transaction.atomic
def record_watching(
    *, learner: Person, recording: Recording, watched: Watched, now: datetime
) -> WatchStanding:
    """Keep what a device says was played and bring the standing up to it."""
    Person.objects.select_for_update(no_key=True).get(pk=learner.pk)
    standing, _ = WatchStanding.objects.get_or_create(
        learner=learner, recording=recording, defaults={"updated_at": now}
    )
    if WatchReport.objects.filter(pk=watched.id).exists():
        return standing
    at = min(watched.happened_at, now)
    spans = spans_told(watched.spans, recording.duration)
    WatchReport.objects.create(
        id=watched.id,
        learner=learner,
        recording=recording,
        spans=[list(span) for span in spans],
        happened_at=at,
        received_at=now,
    )
    whole = union([(begin, end) for begin, end in standing.spans], spans)
    before = standing.share
    standing.spans = [list(span) for span in whole]
    standing.share = share_of(whole, recording.duration)
    standing.updated_at = now
    if standing.placed_at is None or at >= standing.placed_at:
        standing.place, standing.placed_at = min(max(0.0, watched.place), recording.duration), at
    standing.save()
    if standing.share != before:
        recording_watched.send(sender=WatchStanding, standing=standing, now=now)
    return standing
