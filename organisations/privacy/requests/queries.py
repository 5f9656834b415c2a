"""Reads of requests: a person's own, and those an administrator handles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Case, DateField, F, QuerySet, When
from django.db.models.functions import Least

from accounts.models import User
from organisations.people.models import Person
from organisations.privacy.requests import rules
from organisations.privacy.requests.models import DataRequest
from organisations.privacy.scope import people_in_charge_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open request and the clock that runs on it."""

    request: DataRequest
    clock: rules.Clock


def terms_in_force() -> rules.Terms:
    return rules.Terms(
        answer_working_days=settings.DATA_REQUEST_ANSWER_WORKING_DAYS,
        finish_days=settings.DATA_REQUEST_FINISH_DAYS,
        holidays=frozenset(settings.PUBLIC_HOLIDAYS),
    )


def knows_holidays_of(year: int) -> bool:
    """Whether the list of public holidays names any of that year: without them clocks run too fast."""
    return any(day.year == year for day in settings.PUBLIC_HOLIDAYS)


def requests_of(person: Person | None) -> QuerySet[DataRequest]:
    """What a person has asked herself, the newest first."""
    return DataRequest.objects.filter(person=person) if person else DataRequest.objects.none()


def requests_handled_by(viewer: User) -> QuerySet[DataRequest]:
    """The requests of the people an administrator is in charge of, whatever their state."""
    return DataRequest.objects.filter(person__in=people_in_charge_of(viewer)).select_related("person")


def waiting_requests(viewer: User, today: date) -> list[Waiting]:
    """What is open, what runs out first standing first."""
    due = Case(
        When(state=rules.RECEIVED, then=Least("answer_due", "finish_due")),
        default=F("finish_due"),
        output_field=DateField(),
    )
    rows = requests_handled_by(viewer).filter(state__in=rules.OPEN).annotate(due=due).order_by("due", "pk")
    return list(_with_clocks(rows, today))


def closed_requests(viewer: User) -> QuerySet[DataRequest]:
    return requests_handled_by(viewer).exclude(state__in=rules.OPEN).order_by("-finished_at", "-pk")


def _with_clocks(requests: Iterable[DataRequest], today: date) -> Iterable[Waiting]:
    for request in requests:
        if clock := request.clock_on(today):
            yield Waiting(request, clock)
