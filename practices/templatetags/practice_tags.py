"""Template tags of the library."""

from typing import Any

from django import template

from common.phones import local_phone
from media.videos.queries import RecordingGlance
from practices.exemplars.models import Practice, PracticePage
from practices.exemplars.vocabulary import PracticeKind, Provenance, Recognition
from practices.library.comparing import recognition_of
from practices.library.screens import PracticeScreen, preview_of

register = template.Library()

_PROVENANCE = {"sourced": ("ok", "done"), "awaited": ("warn", "todo"), "template": ("", "file")}
_RECOGNITION = {"recognised": ("ok", "star"), "observed": ("info", "flag"), "reported": ("", "note")}
# A model looks its words up anew each time, which a list of practices would feel.
_KINDS, _PROVENANCES, _RECOGNITIONS = (
    dict(choices.choices) for choices in (PracticeKind, Provenance, Recognition)
)


@register.inclusion_tag("practices/library/_tags.html")
def tags_of(practice: Practice) -> dict[str, Any]:
    """What it is, what is known of its sources, on whose word: in words, colour and icon."""
    return {
        "kind": _KINDS[practice.kind],
        "provenance": (_PROVENANCES[practice.provenance], *_PROVENANCE[practice.provenance]),
        "recognition": (_RECOGNITIONS[practice.recognition], *_RECOGNITION[practice.recognition])
        if practice.recognition in _RECOGNITION
        else None,
        "is_sample": practice.is_sample,
    }


@register.simple_tag(name="preview_of")
def preview(page: PracticePage) -> PracticeScreen:
    """A practice as its author previews it."""
    return preview_of(page)


@register.simple_tag
def film_at(screen: PracticeScreen, number: int) -> RecordingGlance | None:
    """Film or sound of a practice, where it may be shown."""
    return screen.films.get(number)


@register.filter
def recognition_in_words(screen: PracticeScreen) -> str:
    """The level with the decision it rests on."""
    return recognition_of(screen.practice, screen.told)


@register.filter
def as_local_phone(number: str) -> str:
    """0912 345 678."""
    return local_phone(number)


@register.filter
def applied(practice: Practice) -> int:
    """How many cells have tried it, whatever came of it."""
    return practice.tried_count + practice.kept_count + practice.changed_count + practice.stopped_count
