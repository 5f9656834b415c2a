"""Keeping a practice for later."""

from datetime import datetime

from organisations.people.models import Person
from practices.exemplars.models import Practice, SavedPractice


def save_practice(*, practice: Practice, person: Person, now: datetime) -> None:
    """Keep it; a second tap changes nothing."""
    SavedPractice.objects.get_or_create(person=person, practice=practice, defaults={"saved_at": now})


def forget_practice(*, practice: Practice, person: Person) -> None:
    SavedPractice.objects.filter(person=person, practice=practice).delete()
