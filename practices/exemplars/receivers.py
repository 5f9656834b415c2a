"""Wagtail publishes, moves and withdraws pages; the library follows. Films ask who shows them."""

from typing import Any

from django.utils import timezone
from wagtail.signals import page_published, page_unpublished, post_page_move

from media.videos.models import Recording
from media.videos.signals import asking_for_recording
from organisations.people.models import Person
from practices.exemplars.actions import freeze_practice, withdraw_practice
from practices.exemplars.models import PracticePage
from practices.exemplars.queries import is_shown_in_the_library


def connect() -> None:
    page_published.connect(_page_changed, sender=PracticePage)
    page_unpublished.connect(_page_withdrawn, sender=PracticePage)
    post_page_move.connect(_page_changed, sender=PracticePage)
    asking_for_recording.connect(_asking_for_recording)


def _page_changed(sender: type[PracticePage], instance: PracticePage, **_: Any) -> None:
    if instance.live:
        freeze_practice(page=instance, now=timezone.now())


def _page_withdrawn(sender: type[PracticePage], instance: PracticePage, **_: Any) -> None:
    """Sent of a page that is about to be deleted as well, which may still look published then."""
    withdraw_practice(page=instance)


def _asking_for_recording(sender: type, person: Person, recording: Recording, **_: Any) -> bool:
    """Practices are for everybody who has signed in, and so is what they show."""
    return is_shown_in_the_library(recording.pk)
