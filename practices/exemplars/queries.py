"""Reads of published practices."""

from collections.abc import Collection

from django.db.models import QuerySet
from wagtail.models import Page

from practices.exemplars.models import Practice, PracticePage


def current_practices() -> QuerySet[Practice]:
    """Those in the library now, the ones shown first at the head."""
    return Practice.objects.filter(is_current=True).order_by("-is_featured", "title_key", "pk")


def has_been_published(page: Page) -> bool:
    """Whether a page, or anything beneath it, was ever in the library."""
    return Practice.objects.filter(page__path__startswith=page.path).exists()


def recordings_of(page: PracticePage) -> list[int]:
    """The numbers of the film and sound on a page, as it is about to be published."""
    return [one.recording_id for one in page.materials.all() if one.recording_id]


def is_shown_in_the_library(recording: int) -> bool:
    """Whether a practice in the library shows a film or sound."""
    return current_practices().filter(page__materials__recording=recording).exists()


def pages_taught(lessons: Collection[int]) -> list[Page]:
    """Those of the lessons' pages that are published, in the order given."""
    found = Page.objects.live().in_bulk(lessons) if lessons else {}
    return [found[number] for number in lessons if number in found]
