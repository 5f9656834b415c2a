"""Letting go of what is a person's own in interactive content, film and sound.

Results and counts stay as they are: nobody can tell any more whose they were.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from media.packages.models import PackageAttempt, PackageState
from media.statements.models import Statement
from media.videos.models import WatchReport, WatchStanding
from organisations.people.models import Person
from organisations.privacy.erasing.mentions import blank_in_log
from organisations.privacy.erasing.traces import Trace

PIECE = 500


def forget_media(*, person: Person) -> list[Trace]:
    """Empty what is hers alone; say what went, and what stays without her name."""
    states, _by_model = PackageState.objects.filter(learner=person).delete()
    reports, _by_model = WatchReport.objects.filter(learner=person).delete()
    watched = WatchStanding.objects.filter(learner=person)
    watched.update(spans=[], place=0, placed_at=None)
    answered = _empty_statements(person)
    logged = _blank_reasons_in_log(person)
    return [
        Trace(_("where she left off in interactive content"), states),
        Trace(_("when she watched which part of a film or sound"), reports),
        Trace(_("what she answered in interactive content"), answered),
        Trace(_("notes of changes of her data"), logged),
        Trace(
            _("ways through interactive content, with results"),
            PackageAttempt.objects.filter(learner=person).count(),
            stays=True,
        ),
        Trace(
            _("statements of interactive content, with results"),
            Statement.objects.filter(learner=person).count(),
            stays=True,
        ),
        Trace(_("films and sound recordings watched, with the share"), watched.count(), stays=True),
    ]


def _empty_statements(person: Person) -> int:
    """Verb, activity and result stay; who it was, what she wrote, and what was only kept besides, goes."""
    emptied, count = [], 0
    for statement in Statement.objects.filter(learner=person).iterator(PIECE):
        body = without_person(statement.body)
        count += "response" in statement.body.get("result", {})
        statement.body = body
        emptied.append(statement)
    Statement.objects.bulk_update(emptied, ["body"], batch_size=PIECE)
    return count


def without_person(body: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in body.items() if name not in ("context", "actor")}
    if "result" in kept:
        kept["result"] = {name: value for name, value in kept["result"].items() if name != "response"}
    return kept


def _blank_reasons_in_log(person: Person) -> int:
    """Why a statement of hers was voided may say who she is."""
    voided = Statement.objects.filter(learner=person, voided_by__isnull=False)
    keys = list(voided.values_list("pk", flat=True))
    return blank_in_log(model=Statement, keys=keys, person=person, data={"reason": ""})
