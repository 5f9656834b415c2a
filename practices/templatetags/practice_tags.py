"""Template tags of the library."""

from django import template

from common.phones import local_phone
from media.videos.queries import RecordingGlance
from practices.exemplars.models import Practice, PracticePage
from practices.library.comparing import recognition_of
from practices.library.screens import PracticeScreen, preview_of

register = template.Library()

_PROVENANCE = {"sourced": ("ok", "done"), "awaited": ("warn", "todo"), "template": ("", "file")}
_RECOGNITION = {"recognised": ("ok", "star"), "observed": ("info", "flag"), "reported": ("", "note")}


@register.simple_tag(name="preview_of")
def preview(page: PracticePage) -> PracticeScreen:
    """A practice as its author previews it."""
    return preview_of(page)


@register.simple_tag
def film_at(screen: PracticeScreen, number: int) -> RecordingGlance | None:
    """Film or sound of a practice, where it may be shown."""
    return screen.films.get(number)


@register.filter
def provenance_look(practice: Practice) -> tuple[str, str]:
    """The colour and the icon of what is known of its sources; the words say it as well."""
    return _PROVENANCE[practice.provenance]


@register.filter
def recognition_look(practice: Practice) -> tuple[str, str]:
    """The same of its recognition; nothing stands there for one that nobody has looked at."""
    return _RECOGNITION.get(practice.recognition, ("", ""))


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
