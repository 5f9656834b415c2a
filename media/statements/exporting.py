"""Statements as lines of JSON that another record store reads (xAPI 1.0.3, part two, section 2).

The actor is told as she stands today: entries are joined, and people are erased, after a statement was made.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.crypto import salted_hmac

from media.statements.actions import HOME, VOIDED
from media.statements.models import Statement
from organisations.people.models import Person

_SALT = "media.statements.exporting"
_CODE = 8

Named = Callable[[Statement], bool]
"""Whether whoever takes statements along is told whose this one is."""


def everybody(statement: Statement) -> bool:
    """For the operator, who is told of all."""
    return True


def statements_as_lines(statements: Iterable[Statement], *, named: Named = everybody) -> Iterator[str]:
    """One a line, as they come."""
    for statement in statements:
        yield json.dumps(as_told(statement, is_named=named(statement)), ensure_ascii=False) + "\n"


def as_told(statement: Statement, *, is_named: bool) -> dict[str, Any]:
    """The statement whole; without who it was, and without her own words, to whom she is not named."""
    told = {**statement.body, "stored": statement.stored.isoformat()}
    if statement.verb != VOIDED:
        name = str(statement.learner.public_id) if is_named else code_of(statement.learner)
        told["actor"] = {"objectType": "Agent", "account": {"homePage": HOME, "name": name}}
    if not is_named:
        told.pop("context", None)
        if "result" in told:
            told["result"] = {key: value for key, value in told["result"].items() if key != "response"}
    return told


def code_of(learner: Person) -> str:
    """By which statements of one person can be seen to be one person's, and not whose."""
    digest = salted_hmac(_SALT, str(learner.public_id), algorithm="sha256").hexdigest()
    return digest[:_CODE].upper()
