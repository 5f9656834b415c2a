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
    """A post entered for both on the same days was held once: of the two, the one that began first stays."""
    for appointment in Appointment.objects.filter(person=gone).order_by("began", "pk"):
        while twin := _twin(appointment, kept):
            first, other = sorted((twin, appointment), key=lambda one: (one.began, one.pk))
            other.delete()
            _stretch(first, other)
            appointment = first
        appointment.person = kept
        appointment.save()
    settle_oversight([kept.pk])


def _twin(appointment: Appointment, kept: Person) -> Appointment | None:
    span = Span(appointment.began, appointment.ended)
    return overlapping_post(kept, appointment.organisation, appointment.post, span, but=appointment)


def _stretch(first: Appointment, other: Appointment) -> None:
    """Two spans of one post become the span from the first beginning to the last end."""
    first.ended = None if first.ended is None or other.ended is None else max(first.ended, other.ended)
    first.decision = first.decision or other.decision
    first.end_decision = first.end_decision or other.end_decision
