"""Erasing a person: nothing is left by which she can be known, and every count stays as it was."""

from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.vietnamese import name_sort_key
from organisations.appointments.actions import annul_appointment, end_appointment, settle_oversight
from organisations.appointments.models import Appointment
from organisations.appointments.queries import serving_on
from organisations.oversight.actions import end_grant
from organisations.oversight.models import Grant, Reading
from organisations.people.models import Person, PersonMerge
from organisations.privacy.erasing.account import accounts_of, erase_account
from organisations.privacy.erasing.mentions import Identity, erase_contacts, erase_from_logs
from organisations.privacy.erasing.names import ERASED_NAME
from organisations.privacy.erasing.traces import Erasure, Trace
from organisations.privacy.requests.actions import finish_request
from organisations.privacy.requests.models import DataRequest
from organisations.privacy.signals import erasing_person


class CannotErase(Exception):
    """The person cannot be erased as things stand; subclasses say why."""


class StillSecretary(CannotErase):
    """She is a serving secretary; the committee first relieves her of the post."""

    def __init__(self, appointment: Appointment) -> None:
        super().__init__(appointment.organisation.name)
        self.appointment = appointment


class StillAdministrator(CannotErase):
    """She administers the whole platform; that role is ended first."""


class ErasedAlready(CannotErase):
    """Nothing of her is left."""


@transaction.atomic
def erase_person(*, person: Person, request: DataRequest, by: User, now: datetime) -> Erasure:
    """Make a person unknown for good, at her own request; say what went and what stays.

    Raises StillSecretary, StillAdministrator, ErasedAlready, RequestIsClosed.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    today = timezone.localdate(now)
    _check_erasable(person, today)
    identity = Identity.of(person)
    accounts = accounts_of(person)
    traces = [
        *_end_posts(person, today),
        *_end_roles(person, by, today),
        *_told_by_the_rooms(person, now),
        *chain.from_iterable(erase_account(account=account) for account in accounts),
        *_empty_entries(person),
        *_empty_requests(person, request, by, now),
        *erase_from_logs(person, accounts, identity),
        *erase_contacts(person, identity),
        _erase_entry(person, now),
    ]
    return Erasure(_summed(traces))


def preview_erasure(*, person: Person, request: DataRequest, by: User, now: datetime) -> Erasure:
    """What `erase_person` would do, by doing it and taking it back. Raises what it raises."""
    with transaction.atomic():
        erasure = erase_person(person=person, request=request, by=by, now=now)
        transaction.set_rollback(True)
    return erasure


def _check_erasable(person: Person, today: date) -> None:
    if person.erased_at is not None:
        raise ErasedAlready
    served = serving_on(today).filter(person=person, post=Appointment.Post.SECRETARY)
    if post := served.select_related("organisation").first():
        raise StillSecretary(post)
    if any(account.is_superuser for account in accounts_of(person)):
        raise StillAdministrator


def _end_posts(person: Person, today: date) -> list[Trace]:
    """A post held ends today, whatever end was foreseen; one that was to begin later never begins."""
    held = serving_on(today).filter(person=person)
    for appointment in held.filter(ended__isnull=True):
        end_appointment(appointment=appointment, on=today)
    held.update(ended=today)
    settle_oversight([person.pk])
    for appointment in Appointment.objects.filter(person=person, began__gt=today):
        annul_appointment(appointment=appointment)
    posts = Appointment.objects.filter(person=person).count()
    return [Trace(_("posts held over time"), posts, stays=True)]


def _end_roles(person: Person, by: User, today: date) -> list[Trace]:
    given = Grant.objects.filter(person=person)
    for grant in given.filter(Q(ended__isnull=True) | Q(ended__gt=today)):
        end_grant(grant=grant, on=max(today, grant.began), by=by, today=today)
    return [Trace(_("roles given over time"), given.count(), stays=True)]


def _told_by_the_rooms(person: Person, now: datetime) -> list[Trace]:
    answers: list[tuple[Any, Any]] = erasing_person.send(sender=Person, person=person, now=now)
    readings = Reading.objects.filter(person=person).count()
    return [
        *chain.from_iterable(told for _receiver, told in answers),
        Trace(_("notes of who has read her data"), readings, stays=True),
    ]


def _empty_entries(person: Person) -> list[Trace]:
    merges = list(PersonMerge.objects.filter(kept=person))
    for merge in merges:
        merge.gone, merge.gone_id = {}, uuid4()
        merge.save(update_fields=["gone", "gone_id"])
    return [Trace(_("what entries merged with hers said"), len(merges))]


def _empty_requests(person: Person, request: DataRequest, by: User, now: datetime) -> list[Trace]:
    """What she wrote and was told goes; that she asked, and that it was answered in time, stays."""
    finish_request(request=request, outcome="", by=by, now=now)
    own = DataRequest.objects.filter(person=person)
    own.filter(finished_at__isnull=True).update(state=DataRequest.State.WITHDRAWN, finished_at=now)
    emptied = own.update(text="", wanted="", answer="", outcome="", changes={})
    return [Trace(_("texts of requests and answers"), emptied)]


def _erase_entry(person: Person, now: datetime) -> Trace:
    """Written past the model, so that no key for searching is made of the new name."""
    Person.objects.filter(pk=person.pk).update(
        public_id=uuid4(),
        full_name=ERASED_NAME,
        name_key=name_sort_key(ERASED_NAME),
        phone="",
        email="",
        search_key="",
        erased_at=now,
    )
    return Trace(_("name, telephone and e-mail"), 1)


def _summed(traces: list[Trace]) -> tuple[Trace, ...]:
    """Two accounts of one person make one line."""
    counts: dict[tuple[str, bool], int] = {}
    for trace in traces:
        key = (trace.label, trace.stays)
        counts[key] = counts.get(key, 0) + trace.count
    return tuple(Trace(label, count, stays) for (label, stays), count in counts.items())
