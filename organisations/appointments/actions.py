"""Appointing people and ending appointments. What was is never edited: an end is written beside it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db import transaction

from organisations.appointments.models import Appointment
from organisations.appointments.queries import overlapping_post, overlapping_secretary
from organisations.appointments.rules import Span, overseen_until
from organisations.appointments.signals import appointments_changed
from organisations.people.models import Person
from organisations.tree.models import Organisation

BATCH = 1000


class AppointmentRefusal(Exception):
    """The appointment cannot be entered so; subclasses say why."""


class SecretaryServing(AppointmentRefusal):
    """On some of those days somebody else is secretary there."""

    def __init__(self, other: Appointment) -> None:
        super().__init__(other.person.full_name)
        self.other = other


class HoldsItAlready(AppointmentRefusal):
    """The person holds that very post on some of those days."""

    def __init__(self, other: Appointment) -> None:
        super().__init__(other.person.full_name)
        self.other = other


class OrganisationNotThere(AppointmentRefusal):
    """The organisation was not founded yet, or is closed."""


class EndsBeforeItBegan(AppointmentRefusal):
    """A post cannot end before the day it began."""


class EndedAlready(AppointmentRefusal):
    """The post has an end; it is not given another."""


@transaction.atomic
def appoint(
    *,
    person: Person,
    organisation: Organisation,
    post: str,
    began: date,
    decision: str = "",
    ended: date | None = None,
) -> Appointment:
    """Enter that a person holds a post from `began`, to the day before `ended` if that is known.

    Raises OrganisationNotThere, SecretaryServing, HoldsItAlready, EndsBeforeItBegan.
    """
    span = Span(began, ended)
    if span.is_empty:
        raise EndsBeforeItBegan
    # As it stands now, not as it stood when the form was opened.
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    _check_there(organisation, span)
    if post == Appointment.Post.SECRETARY and (other := overlapping_secretary(organisation, span)):
        raise SecretaryServing(other) if other.person_id != person.pk else HoldsItAlready(other)
    if other := overlapping_post(person, organisation, post, span):
        raise HoldsItAlready(other)
    made = Appointment.objects.create(
        person=person, organisation=organisation, post=post, began=began, ended=ended, decision=decision
    )
    settle_oversight([person.pk])
    made.refresh_from_db(fields=["overseen_until"])
    return made


def _check_there(organisation: Organisation, span: Span) -> None:
    closed_on = organisation.closed_on
    ends_in_time = closed_on is None or (span.ended is not None and span.ended <= closed_on)
    if span.began < organisation.founded_on or not ends_in_time:
        raise OrganisationNotThere(organisation.name)


@transaction.atomic
def end_appointment(*, appointment: Appointment, on: date, decision: str = "") -> None:
    """Let a post be held no longer from `on`. Raises EndedAlready, EndsBeforeItBegan."""
    held = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if held.ended is not None:
        raise EndedAlready
    if on < held.began:
        raise EndsBeforeItBegan
    appointment.ended, appointment.end_decision = on, decision
    appointment.save(update_fields=["ended", "end_decision"])
    settle_oversight([appointment.person_id])


@transaction.atomic
def succeed_secretary(
    *, serving: Appointment, successor: Person, on: date, decision: str = ""
) -> Appointment:
    """Let one secretary follow another on the very day, on the word of one decision.

    Raises what `end_appointment` and `appoint` raise; then nothing has changed.
    """
    end_appointment(appointment=serving, on=on, decision=decision)
    return appoint(
        person=successor,
        organisation=serving.organisation,
        post=Appointment.Post.SECRETARY,
        began=on,
        decision=decision,
    )


@transaction.atomic
def annul_appointment(*, appointment: Appointment) -> None:
    """An appointment entered by mistake was never held: it ends on the day it began and stays written."""
    appointment.ended = appointment.began
    appointment.save(update_fields=["ended"])
    settle_oversight([appointment.person_id])


def settle_oversight(people: Collection[int]) -> None:
    """Store what follows from the posts of these people (their primary keys), and tell of them above.

    Until when each post lets its organisers see them is stored here. Every change of a post ends with this.
    """
    spans = defaultdict(list)
    for appointment in Appointment.objects.filter(person__in=people).order_by("pk"):
        spans[appointment.person_id].append(appointment)
    changed = []
    for held in spans.values():
        ends = overseen_until([Span(one.began, one.ended) for one in held])
        for one, until in zip(held, ends, strict=True):
            if one.overseen_until != until:
                one.overseen_until = until
                changed.append(one)
    Appointment.objects.bulk_update(changed, ["overseen_until"], BATCH)
    appointments_changed.send(sender=Appointment, people=people)
