"""Reads about film and sound."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from media.videos.models import Recording, RecordingCopy, WatchStanding
from media.videos.signals import asking_for_recording
from organisations.people.models import Person


def may_watch(person: Person | None, recording: Recording) -> bool:
    """Whether a lesson that this person follows holds it."""
    if person is None:
        return False
    asked = asking_for_recording.send(sender=Recording, person=person, recording=recording)
    return any(bool(answer) for _, answer in asked)


def watch_standings(recording_ids: Collection[int], learner: Person | None) -> dict[int, WatchStanding]:
    if learner is None or not recording_ids:
        return {}
    found = WatchStanding.objects.filter(learner=learner, recording__in=list(recording_ids))
    return {one.recording_id: one for one in found}


def standings_watched(learners: QuerySet[Person], recording_ids: Collection[int]) -> QuerySet[WatchStanding]:
    """Who of these learners has watched what of these recordings."""
    watched = WatchStanding.objects.filter(recording__in=recording_ids, learner__in=learners)
    return watched.select_related("learner")


@dataclass(frozen=True, slots=True)
class RecordingGlance:
    """A recording as a lesson shows it, its copies from the smallest, and what the learner has watched."""

    recording: Recording
    copies: list[RecordingCopy]
    standing: WatchStanding | None

    @property
    def percent(self) -> int:
        return int(self.standing.share * 100) if self.standing else 0


def recording_glances(recording_ids: Iterable[int], learner: Person | None) -> dict[int, RecordingGlance]:
    """Recordings that may be shown, by number. Three queries, none for no recordings."""
    wanted = set(recording_ids)
    if not wanted:
        return {}
    standings = watch_standings(wanted, learner)
    copies = Prefetch("copies", queryset=RecordingCopy.objects.order_by("size"))
    found = Recording.objects.filter(pk__in=wanted).prefetch_related(copies)
    return {
        one.pk: RecordingGlance(one, list(one.copies.all()), standings.get(one.pk))
        for one in found
        if one.may_be_shown
    }
