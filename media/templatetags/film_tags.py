"""What the card of film or sound in a lesson needs."""

from dataclasses import dataclass

from django import template
from django.utils import timezone

from media.delivery.links import link_to
from media.videos.captioning.chapters import Chapter, chapters_in
from media.videos.captioning.clock import spoken
from media.videos.delivered import CAPTIONS, KIND, POSTER, Way, ways_to_watch
from media.videos.making import sentences
from media.videos.models import Recording
from media.videos.queries import RecordingGlance, recording_numbered

register = template.Library()


@dataclass(frozen=True, slots=True)
class Player:
    """Everything that is played: ways to watch from the smallest film, links that run out, chapters."""

    ways: list[Way]
    poster: str
    captions: str
    chapters: list[Chapter]

    @property
    def first(self) -> Way | None:
        """The smallest film, or the smallest sound where there is no picture."""
        return self.ways[0] if self.ways else None

    @property
    def has_picture(self) -> bool:
        return bool(self.first and self.first.has_picture)

    @property
    def sounds(self) -> list[Way]:
        return [way for way in self.ways if not way.has_picture] if self.has_picture else []

    @property
    def plain(self) -> Way | None:
        """Without script a phone plays what all know: film, or sound as AAC."""
        return self.first if self.has_picture else next((w for w in self.ways if w.kind == "aac"), self.first)


@register.simple_tag
def player_of(glance: RecordingGlance) -> Player:
    recording, now = glance.recording, timezone.now()
    key = str(recording.public_id)
    return Player(
        ways=list(ways_to_watch(recording, glance.copies, now=now)),
        poster=link_to(KIND, key, POSTER, now=now) if recording.thumbnail else "",
        captions=link_to(KIND, key, CAPTIONS, now=now) if recording.captions else "",
        chapters=chapters_in(recording.chapters),
    )


@register.simple_tag
def recording_of(number: int) -> Recording | None:
    """What an author's preview names, though learners do not see it yet."""
    return recording_numbered(number)


@register.filter
def as_clock(seconds: float) -> str:
    """3:20."""
    return spoken(seconds)


@register.filter
def lacks_in_short(recording: Recording) -> str:
    """What stands between it and learners, in a word or two each."""
    return ", ".join(sentences.lacking_in_short(recording))


@register.filter
def lacking(recording: Recording) -> list[str]:
    """The same in sentences."""
    return sentences.lacking(recording)
