"""What is said in a recording, as a text to read: from its captions."""

from collections.abc import Iterable

from media.videos.captioning.webvtt import Cue

PAUSE = 2.0
"""Seconds of silence that begin a new paragraph."""
LONG = 400
"""Characters after which a sentence's end does so too."""


def transcript_of(cues: Iterable[Cue]) -> str:
    paragraphs: list[str] = []
    end = None
    said = ""
    for cue in cues:
        words = cue.plain
        if not words or words == said:
            continue
        starts_anew = (
            end is None
            or cue.begin - end >= PAUSE
            or (len(paragraphs[-1]) >= LONG and paragraphs[-1].endswith((".", "!", "?", "…")))
        )
        if starts_anew:
            paragraphs.append(words)
        else:
            paragraphs[-1] += f" {words}"
        end, said = cue.end, words
    return "\n\n".join(paragraphs)
