"""What an author's screen shows of a recording."""

from dataclasses import dataclass
from datetime import datetime

from media.delivery.links import link_to
from media.videos.captioning import webvtt
from media.videos.delivered import CAPTIONS, KIND, POSTER, name_of
from media.videos.making import sentences
from media.videos.models import Recording, RecordingCopy


@dataclass(frozen=True, slots=True)
class Desk:
    """A recording, its copies, where they can be played, and what it still lacks."""

    recording: Recording
    copies: list[RecordingCopy]
    play: str
    play_type: str
    captions: str
    poster: str
    lacks: list[str]
    failure: str
    remarks: list[str]

    @property
    def is_under_way(self) -> bool:
        return self.recording.state in (Recording.State.WAITING, Recording.State.MAKING)


def desk_of(recording: Recording, *, now: datetime) -> Desk:
    copies = list(recording.copies.order_by("size"))
    pictures = [copy for copy in copies if copy.width]
    best = (pictures or copies)[-1:]
    key = str(recording.public_id)
    findings = webvtt.read(recording.captions, recording.duration).findings if recording.captions else ()
    return Desk(
        recording=recording,
        copies=copies,
        play=link_to(KIND, key, name_of(best[0]), now=now) if best else "",
        play_type=best[0].content_type if best else "",
        captions=link_to(KIND, key, CAPTIONS, now=now) if recording.captions else "",
        poster=link_to(KIND, key, POSTER, now=now) if recording.thumbnail else "",
        lacks=sentences.lacking(recording),
        failure=sentences.refusal(recording.failure) if recording.failure else "",
        remarks=[sentences.about(one) for one in findings],
    )


def is_in_use(recording: Recording) -> bool:
    """Lessons hold it, or somebody has watched it: then it is kept."""
    if recording.watch_standings.exists():
        return True
    return any(True for _ in recording.get_usage())
