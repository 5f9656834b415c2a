"""Reads about film and sound."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet

from media.videos.models import Recording, RecordingCopy, WatchStanding
from media.videos.signals import asking_for_recording
from organisations.people.models import Person

SOON, SOON_OF_ALL = 5.0, 0.1
"""Seconds from either end, where going on and beginning anew are the same."""


def recording_by(public_id: UUID) -> Recording | None:
    found: Recording | None = Recording.objects.filter(public_id=public_id).first()
    return found


def recording_numbered(number: int) -> Recording | None:
    found: Recording | None = Recording.objects.filter(pk=number).first()
    return found


def not_to_be_shown(numbers: Collection[int]) -> list[Recording]:
    """Those that lack something before learners may see them."""
    return [one for one in Recording.objects.filter(pk__in=numbers).order_by("title") if one.lacks]


def may_watch(person: Person | None, recording: Recording) -> bool:
    """Whether a lesson that this person follows holds it."""
    if person is None:
        return False
    asked = asking_for_recording.send(sender=Recording, person=person, recording=recording)
    return any(bool(answer) for _, answer in asked)


def standings_watched(learners: QuerySet[Person], recording_ids: Collection[int]) -> QuerySet[WatchStanding]:
    """Who of these learners has watched what of these recordings."""
    watched = WatchStanding.objects.filter(recording__in=recording_ids, learner__in=learners)
    return watched.select_related("learner")


@dataclass(frozen=True, slots=True)
class RecordingGlance:
    """A recording as a lesson shows it, its copies from the smallest; which share of it the learner has
    watched, and where she left it, in seconds."""

    recording: Recording
    copies: list[RecordingCopy]
    share: float = 0.0
    left: float = 0.0

    @property
    def percent(self) -> int:
        return int(self.share * 100 + 1e-6)

    @property
    def place(self) -> float:
        """Where she goes on: where she left it, unless that was at either end."""
        soon = min(SOON, self.recording.duration * SOON_OF_ALL)
        return self.left if soon < self.left < self.recording.duration - soon else 0.0


def recording_glances(recording_ids: Iterable[int], learner: Person | None) -> dict[int, RecordingGlance]:
    """Recordings that may be shown, by number. One query, none for no recordings."""
    wanted = set(recording_ids)
    if not wanted:
        return {}
    copies = RecordingCopy.objects.filter(recording__in=wanted).select_related("recording").order_by("size")
    if learner:
        hers = FilteredRelation(
            "recording__watch_standings", condition=Q(recording__watch_standings__learner=learner)
        )
        copies = copies.annotate(hers=hers, share=F("hers__share"), left=F("hers__place"))
    glances: dict[int, RecordingGlance] = {}
    for copy in copies:
        recording = copy.recording
        if recording.may_be_shown:
            told = (getattr(copy, "share", None) or 0.0, getattr(copy, "left", None) or 0.0)
            glances.setdefault(recording.pk, RecordingGlance(recording, [], *told)).copies.append(copy)
    return glances
