"""Writes of statements: recorded once, voided, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from accounts.models import User
from media.statements.models import Statement
from media.statements.signals import statement_recorded
from organisations.people.models import Person

HOME = "urn:lop-chi-bo"
"""Where the accounts of actors are."""
STAFF = "staff"
"""The actor of what the School's staff states; who of them, the log of changes knows."""
REASON = "urn:lop-chi-bo:reason"
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
BATCH = 1000


class CannotVoid(Exception):
    """It is void already, or voids another itself, which nobody can take back."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it; `scaled` is from -1 to 1 (xAPI 1.0.3, part two, section 2.4.5.1), time in seconds."""

    scaled: float | None = None
    raw: float | None = None
    least: float | None = None
    most: float | None = None
    success: bool | None = None
    completion: bool | None = None
    seconds: float | None = None
    response: str = ""


@transaction.atomic
def record_statement(
    *,
    id: UUID,  # noqa: A002  (xAPI's own word)
    learner: Person,
    verb: str,
    activity: str,
    result: Result,
    timestamp: datetime,
    now: datetime,
    more: Mapping[str, Any] | None = None,
) -> Statement:
    """Keep a statement; one that is known already, sent again, changes nothing and is returned as stored.

    `more` are the parts of the statement that are only kept: `context`, `object.definition`.
    """
    known = Statement.objects.filter(pk=id).first()
    if known:
        return known
    at = min(timestamp, now)
    statement = Statement.objects.create(
        id=id,
        learner=learner,
        verb=verb,
        activity=activity,
        scaled=result.scaled,
        success=result.success,
        completion=result.completion,
        seconds=result.seconds,
        timestamp=at,
        stored=now,
        body=_body(id, learner, verb, activity, result, at, more or {}),
    )
    statement_recorded.send(sender=Statement, statement=statement)
    return statement


@transaction.atomic
def void_statement(*, statement: Statement, reason: str, by: User | None, now: datetime) -> Statement:
    """Say that a statement does not hold: it stays, and another points at it (section 2.3.2).

    What it led to stays as it is: standings are made of claims, and a lesson that is finished stays finished.
    Raises CannotVoid.
    """
    held = Statement.objects.select_for_update().get(pk=statement.pk)
    if held.verb == VOIDED or Statement.objects.filter(voids=held).exists():
        raise CannotVoid
    voiding = uuid4()
    made = Statement.objects.create(
        id=voiding,
        learner_id=held.learner_id,
        verb=VOIDED,
        activity=held.activity,
        timestamp=now,
        stored=now,
        voids=held,
        body={
            "id": str(voiding),
            "actor": {"objectType": "Agent", "account": {"homePage": HOME, "name": STAFF}},
            "verb": {"id": VOIDED},
            "object": {"objectType": "StatementRef", "id": str(held.pk)},
            "context": {"extensions": {REASON: reason}},
            "timestamp": now.isoformat(),
            "version": "1.0.3",
        },
    )
    log(instance=held, action="media.void_statement", user=by, data={"reason": reason})
    return made


def forget_old_statements(*, now: datetime, dry_run: bool) -> int:
    """Let go of what has been kept long enough; standings stay. Returns how many."""
    outdated = Statement.objects.filter(stored__lt=now - timedelta(days=settings.STATEMENTS_KEPT_DAYS))
    return outdated.count() if dry_run else _remove(outdated)


def _remove(outdated: QuerySet[Statement]) -> int:
    """In pieces, so that nobody else is kept from writing; what voids one goes before it."""
    removed = 0
    while keys := list(outdated.order_by("stored").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            voiding = Statement.objects.filter(voids__in=keys)
            removed += voiding.exclude(pk__in=keys).count() + len(keys)
            voiding.delete()
            Statement.objects.filter(pk__in=keys).delete()
    return removed


def _body(
    id: UUID,  # noqa: A002
    learner: Person,
    verb: str,
    activity: str,
    result: Result,
    at: datetime,
    more: Mapping[str, Any],
) -> dict[str, Any]:
    about: dict[str, Any] = {"objectType": "Activity", "id": activity}
    if definition := more.get("definition"):
        about["definition"] = definition
    said: dict[str, Any] = {
        "id": str(id),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": HOME, "name": str(learner.public_id)},
        },
        "verb": {"id": verb},
        "object": about,
        "timestamp": at.isoformat(),
        "version": "1.0.3",
    }
    if told := _result(result):
        said["result"] = told
    if context := more.get("context"):
        said["context"] = context
    return said


def _result(result: Result) -> dict[str, Any]:
    score = {
        name: value
        for name, value in (
            ("scaled", result.scaled),
            ("raw", result.raw),
            ("min", result.least),
            ("max", result.most),
        )
        if value is not None
    }
    told: dict[str, Any] = {"score": score} if score else {}
    if result.success is not None:
        told["success"] = result.success
    if result.completion is not None:
        told["completion"] = result.completion
    if result.seconds is not None:
        told["duration"] = f"PT{round(result.seconds, 2):g}S"
    if result.response:
        told["response"] = result.response
    return told
