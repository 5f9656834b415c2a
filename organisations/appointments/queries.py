"""Reads of appointments."""

from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When

from organisations.appointments.models import Appointment
from organisations.appointments.rules import Span
from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import in_force

RANK = Case(*(When(post=post, then=Value(rank)) for rank, post in enumerate(Appointment.Post.values)))
"""Orders posts as they rank: secretary, deputy, committee member."""


def serving_on(day: date) -> QuerySet[Appointment]:
    """Every post as it was held on a day."""
    return Appointment.objects.filter(in_force(day))


def posts_of(person: Person) -> QuerySet[Appointment]:
    """A person's posts over time, those held now first, then the latest."""
    return person.appointments.select_related("organisation", "organisation__parent").order_by(
        "-began", "-pk"
    )


def holders_in(organisation: Organisation, day: date) -> QuerySet[Appointment]:
    """Who holds a post of the organisation itself on a day, secretary first."""
    return (
        serving_on(day)
        .filter(organisation=organisation)
        .select_related("person", "person__account")
        .order_by(RANK, "person__name_key")
    )


def overlapping_secretary(organisation: Organisation, span: Span) -> Appointment | None:
    """Another secretary of the organisation on some day of `span`."""
    return _overlapping(Appointment.objects.filter(organisation=organisation, post="secretary"), span)


def overlapping_post(
    person: Person, organisation: Organisation, post: str, span: Span, *, but: Appointment | None = None
) -> Appointment | None:
    """The same post, held by the same person on some day of `span`; another than `but`."""
    held = Appointment.objects.filter(person=person, organisation=organisation, post=post)
    return _overlapping(held.exclude(pk=but.pk) if but else held, span)


def _overlapping(appointments: QuerySet[Appointment], span: Span) -> Appointment | None:
    near = appointments.filter(Q(ended__isnull=True) | Q(ended__gt=span.began)).select_related("person")
    return next((one for one in near if Span(one.began, one.ended).overlaps(span)), None)
