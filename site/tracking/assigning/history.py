"""What was done with an assignment or a programme: by whom, when, what it said before; read from the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from wagtail.models import ModelLogEntry

from accounts.models import User
from courses.assignments.models import Assignment, Programme
from organisations.oversight.queries import people_overseen_by
from organisations.people.models import Person
from tracking.assigning.words import FIELDS, value_in_words

MOST = 50


@dataclass(frozen=True, slots=True)
class Detail:
    """One field, before and after."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history; `person` is whom it concerns, where the viewer oversees her."""

    at: datetime
    by: str
    what: str
    person: Person | None
    details: tuple[Detail, ...]


def history_of(thing: Assignment | Programme, viewer: User) -> list[Event]:
    """The latest first."""
    entries = list(ModelLogEntry.objects.for_instance(thing).select_related("user")[:MOST])
    people = _people(viewer, (entry.data.get("person") for entry in entries))
    return [
        Event(
            at=entry.timestamp,
            by=entry.user_display_name,
            what=str(entry.message),
            person=people.get(entry.data.get("person", "")),
            details=_details(entry.data.get("changed", {})),
        )
        for entry in entries
    ]


def _people(viewer: User, public_ids: Iterable[Any]) -> dict[str, Person]:
    asked = {one for one in public_ids if one}
    if not asked:
        return {}
    found = people_overseen_by(viewer).filter(public_id__in=asked)
    return {str(person.public_id): person for person in found}


def _details(changed: dict[str, list[str]]) -> tuple[Detail, ...]:
    return tuple(
        Detail(FIELDS[name], *(value_in_words(name, value) for value in values))
        for name, values in changed.items()
        if name in FIELDS
    )
