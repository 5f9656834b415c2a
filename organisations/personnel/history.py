"""What was done with a person's entry: by whom, when, what stood there before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import ModelLogEntry

from accounts.models import User
from common.phones import local_phone
from organisations.appointments.models import Appointment
from organisations.oversight.queries import organisations_overseen_by
from organisations.people.models import Person

MOST = 50
"""Entries shown; nobody's entry is changed more often than that without a reason to ask the operator."""

_FIELDS = {
    "full_name": gettext_lazy("Full name"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "username": gettext_lazy("User name"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed; `before` is empty where there was nothing."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history."""

    at: datetime
    by: str
    message: str
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def history_of(person: Person, viewer: User) -> list[Event]:
    """The latest changes first; organisations are named where the viewer may be told of them."""
    entries = list(ModelLogEntry.objects.for_instance(person).select_related("user")[:MOST])
    names = _names(viewer, (entry.data.get("organisation") for entry in entries))
    return [
        Event(
            at=entry.timestamp,
            by=entry.user_display_name,
            message=str(entry.message),
            changes=[*_changes(entry.data)],
            notes=[*_notes(entry.data, names)],
        )
        for entry in entries
    ]


def _names(viewer: User, public_ids: Iterable[str | None]) -> dict[str, str]:
    asked = {public_id for public_id in public_ids if public_id}
    if not asked:
        return {}
    rows = organisations_overseen_by(viewer).filter(public_id__in=asked).values_list("public_id", "name")
    return {str(public_id): name for public_id, name in rows}


def _changes(data: dict[str, Any]) -> Iterable[Change]:
    for name, (before, after) in data.get("changed", {}).items():
        shown = local_phone if name == "phone" else str
        yield Change(_FIELDS.get(name, name), shown(before or ""), shown(after or ""))


def _notes(data: dict[str, Any], names: dict[str, str]) -> Iterable[str]:
    if "post" in data:
        yield _("%(post)s, %(organisation)s") % {
            "post": Appointment.Post(data["post"]).label,
            "organisation": names.get(data.get("organisation", ""), _("an organisation you do not oversee")),
        }
    for name, words in (("began", _("from %(day)s")), ("ended", _("no longer from %(day)s"))):
        if data.get(name):
            yield words % {"day": date_format(date.fromisoformat(data[name]), "d/m/Y")}
    if data.get("decision"):
        yield _("decision %(number)s") % {"number": data["decision"]}
    if data.get("gone"):
        yield _("the other entry: %(name)s") % {"name": data["gone"]["full_name"]}
    if data.get("username"):
        yield _("user name %(name)s") % {"name": data["username"]}
    if data.get("overseen_elsewhere"):
        yield _("another organisation oversees this person, too, and sees the change")
