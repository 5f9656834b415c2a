"""When two entries become one person, her posts come over."""

from typing import Any

from organisations.appointments.actions import settle_oversight
from organisations.appointments.models import Appointment
from organisations.appointments.queries import overlapping_post
from organisations.appointments.rules import Span
from organisations.people.models import Person
from organisations.people.signals import people_merging


def connect() -> None:
    people_merging.connect(_bring_over_posts)


def _bring_over_posts(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    """A post entered for both on the same days was held once: the gone entry's is dropped."""
    for appointment in Appointment.objects.filter(person=gone):
        twin = _twin(appointment, kept)
        if twin is None:
            appointment.person = kept
            appointment.save(update_fields=["person"])
        else:
            _stretch(twin, appointment)
            appointment.delete()
    settle_oversight([kept.pk])


def _twin(appointment: Appointment, kept: Person) -> Appointment | None:
    span = Span(appointment.began, appointment.ended)
    return overlapping_post(kept, appointment.organisation, appointment.post, span)


def _stretch(twin: Appointment, other: Appointment) -> None:
    """Two spans of one post become the span from the first beginning to the last end."""
    twin.began = min(twin.began, other.began)
    twin.ended = None if twin.ended is None or other.ended is None else max(twin.ended, other.ended)
    twin.decision = twin.decision or other.decision
    twin.end_decision = twin.end_decision or other.end_decision
    twin.save(update_fields=["began", "ended", "decision", "end_decision"])
