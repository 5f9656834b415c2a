"""Writes of statements: recorded once, voided, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from media.statements.models import Statement
from media.statements.signals import statement_recorded
from organisations.people.models import Person

HOME = "urn:lop-chi-bo"
"""Where the accounts of actors are."""
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


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
