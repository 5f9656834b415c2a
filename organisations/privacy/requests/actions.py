"""What becomes of a request: it is made, answered, done, refused or withdrawn."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from organisations.people.models import Person
from organisations.privacy.requests import rules
from organisations.privacy.requests.models import DataRequest
from organisations.privacy.requests.queries import terms_in_force


class AskedAlready(Exception):
    """The same is waiting to be handled; `request` says which one."""

    def __init__(self, request: DataRequest) -> None:
        super().__init__(request.public_id)
        self.request = request


class RequestIsClosed(Exception):
    """The request has had its end, and no other can follow."""


@transaction.atomic
def ask_correction(*, person: Person, text: str, wanted: str, now: datetime) -> DataRequest:
    """Ask that something be put right. Raises AskedAlready where the same words are waiting."""
    _refuse_a_second(person, kind=DataRequest.Kind.CORRECT, text=text, wanted=wanted)
    return _make(person, DataRequest.Kind.CORRECT, now, text=text, wanted=wanted)


@transaction.atomic
def ask_erasure(*, person: Person, text: str, now: datetime) -> DataRequest:
    """Ask to be erased. Raises AskedAlready where she has asked and nothing has come of it yet."""
    _refuse_a_second(person, kind=DataRequest.Kind.ERASE)
    return _make(person, DataRequest.Kind.ERASE, now, text=text)


@transaction.atomic
def record_export(*, person: Person, now: datetime) -> DataRequest:
    """A copy handed out on the spot is a request for access, asked and done at once."""
    request = _make(person, DataRequest.Kind.ACCESS, now)
    _close(request, DataRequest.State.DONE, now)
    return request


@transaction.atomic
def answer_request(*, request: DataRequest, answer: str, by: User, now: datetime) -> None:
    """Tell her what will be done. Raises RequestIsClosed."""
    request = _locked(request, DataRequest.State.ANSWERED)
    request.state = DataRequest.State.ANSWERED
    request.answer = answer
    request.answered_at = request.answered_at or now
    request.handled_by = by
    request.save()


@transaction.atomic
def finish_request(
    *,
    request: DataRequest,
    outcome: str,
    by: User,
    now: datetime,
    changes: dict[str, list[str]] | None = None,
) -> None:
    """What was asked is done; `changes` says what was found and what was left. Raises RequestIsClosed."""
    request = _locked(request, DataRequest.State.DONE)
    request.outcome = outcome
    request.changes = changes or {}
    _close(request, DataRequest.State.DONE, now, by)


@transaction.atomic
def refuse_request(*, request: DataRequest, reason: str, by: User, now: datetime) -> None:
    """It cannot be done, for a reason she is told. Raises RequestIsClosed."""
    request = _locked(request, DataRequest.State.REFUSED)
    request.outcome = reason
    _close(request, DataRequest.State.REFUSED, now, by)


@transaction.atomic
def withdraw_request(*, request: DataRequest, now: datetime) -> None:
    """She does not want it any more. Raises RequestIsClosed."""
    request = _locked(request, DataRequest.State.WITHDRAWN)
    request.state = DataRequest.State.WITHDRAWN
    request.finished_at = now
    request.save()


def _make(
    person: Person, kind: DataRequest.Kind, now: datetime, *, text: str = "", wanted: str = ""
) -> DataRequest:
    asked, terms = timezone.localdate(now), terms_in_force()
    return DataRequest.objects.create(
        person=person,
        kind=kind,
        text=text,
        wanted=wanted,
        asked_at=now,
        answer_due=rules.answer_due(asked, terms),
        finish_due=rules.finish_due(asked, terms),
    )


def _close(request: DataRequest, state: DataRequest.State, now: datetime, by: User | None = None) -> None:
    request.state = state
    request.answered_at = request.answered_at or now
    request.finished_at = now
    request.handled_by = by
    request.save()


def _locked(request: DataRequest, becomes: DataRequest.State) -> DataRequest:
    """The request as it stands now: two administrators may have it open at once."""
    locked = DataRequest.objects.select_for_update().get(pk=request.pk)
    if not rules.may_become(locked.state, becomes):
        raise RequestIsClosed(locked.public_id)
    return locked


def _refuse_a_second(person: Person, **same: object) -> None:
    # The person is locked first, so that a double tap cannot ask twice.
    Person.objects.select_for_update().get(pk=person.pk)
    waiting = DataRequest.objects.filter(person=person, state__in=rules.OPEN, **same).first()
    if waiting:
        raise AskedAlready(waiting)
