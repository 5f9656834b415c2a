"""Statements in words: who, did what, with which activity, and what came of it."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media.statements.actions import REASON, VOIDED
from media.statements.exporting import as_told, code_of
from media.statements.models import Statement

_ADL = "http://adlnet.gov/expapi/verbs/"
VERBS: dict[str, Promise] = {
    f"{_ADL}answered": gettext_lazy("answered"),
    f"{_ADL}completed": gettext_lazy("completed"),
    f"{_ADL}passed": gettext_lazy("passed (verb)"),
    f"{_ADL}failed": gettext_lazy("failed (verb)"),
    f"{_ADL}attempted": gettext_lazy("attempted"),
    f"{_ADL}interacted": gettext_lazy("interacted"),
    f"{_ADL}progressed": gettext_lazy("progressed"),
    f"{_ADL}experienced": gettext_lazy("experienced"),
    VOIDED: gettext_lazy("voided another statement"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A statement as a row; `part` is which part of the content it is about."""

    statement: Statement
    learner: str
    is_named: bool
    verb: str
    activity: str
    part: str
    result: str
    is_voided: bool
    at: datetime


def rows_of(statements: Sequence[Statement], named: Collection[int], titles: Mapping[str, str]) -> list[Row]:
    return [row_of(one, is_named=one.learner_id in named, titles=titles) for one in statements]


def row_of(statement: Statement, *, is_named: bool, titles: Mapping[str, str]) -> Row:
    title = titles.get(statement.activity, "")
    return Row(
        statement=statement,
        learner=statement.learner.full_name if is_named else called(statement),
        is_named=is_named,
        verb=verb_in_words(statement),
        activity=title or statement.activity,
        part=statement.activity.partition("#")[2] if title else "",
        result=result_in_words(statement),
        is_voided=is_voided(statement),
        at=statement.timestamp,
    )


def called(statement: Statement) -> str:
    """Somebody whom the viewer does not oversee: the same word for the same person, and no name."""
    return _("Learner %(code)s") % {"code": code_of(statement.learner)}


def verb_in_words(statement: Statement) -> str:
    return str(VERBS.get(statement.verb, statement.short_verb))


def is_voided(statement: Statement) -> bool:
    return getattr(statement, "voided_by", None) is not None


def reason_of(statement: Statement) -> str:
    """Why it was voided."""
    voiding = getattr(statement, "voided_by", None)
    extensions = voiding.body.get("context", {}).get("extensions", {}) if voiding else {}
    return str(extensions.get(REASON, ""))


def result_in_words(statement: Statement) -> str:
    said = []
    if statement.scaled is not None:
        said.append(f"{round(statement.scaled * 100)}%")
    if statement.success is not None:
        said.append(_("right") if statement.success else _("wrong"))
    if statement.completion:
        said.append(_("gone through"))
    if statement.seconds is not None:
        said.append(_("%(seconds)s s") % {"seconds": round(statement.seconds)})
    return " · ".join(said) or "–"


def whole(statement: Statement, *, is_named: bool) -> str:
    """The statement as it is exported, to be read by people."""
    return json.dumps(as_told(statement, is_named=is_named), ensure_ascii=False, indent=2)
