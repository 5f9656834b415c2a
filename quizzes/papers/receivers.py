"""What happens to quizzes and to the organisations that exceptions were granted to."""

from typing import Any

from django.db.models.signals import pre_save
from django.utils.translation import gettext as _
from wagtail.signals import published

from organisations.reorganising.outcome import Arrival, Outcome
from organisations.reorganising.signals import reorganised, succession_undoing
from organisations.tree.models import Succession
from quizzes.bank.actions import put_in_use
from quizzes.papers.actions import name_address
from quizzes.papers.models import Quiz
from quizzes.papers.queries import exceptions_in_force

MOST_REASONS = 3


def connect() -> None:
    pre_save.connect(_saving, sender=Quiz)
    published.connect(_published, sender=Quiz)
    reorganised.connect(_reorganised)
    succession_undoing.connect(_succession_undoing)


def _saving(sender: type[Quiz], instance: Quiz, raw: bool = False, **_: Any) -> None:
    if not raw:
        name_address(quiz=instance)


def _published(sender: type[Quiz], instance: Quiz, **__: Any) -> None:
    """Its fixed questions are in use from now on."""
    put_in_use(question_ids=[item.question_id for item in instance.fixed_items.all()])


def _reorganised(sender: type, outcome: Outcome, **__: Any) -> list[Arrival]:
    """Exceptions follow what their organisation becomes by themselves (`papers.queries`): only told here."""
    before = outcome.succession.parts.filter(side="before").values("organisation")
    count = exceptions_in_force().filter(organisation__in=before).count()
    follows = outcome.succession.kind in (Succession.Kind.MERGE, Succession.Kind.SPLIT)
    lapses = outcome.succession.kind == Succession.Kind.CLOSE
    if not count or not (follows or lapses):
        return []
    label = _("exceptions for quizzes, which follow") if follows else _("exceptions for quizzes, which lapse")
    return [Arrival(label, count)]


def _succession_undoing(sender: type, founded: list[int], **__: Any) -> list[str]:
    """What has been granted since to an organisation that it founded builds on it."""
    granted = exceptions_in_force().filter(organisation__in=founded).select_related("quiz", "organisation")
    return [
        _("%(organisation)s has been granted an exception for “%(quiz)s” since.")
        % {"organisation": one.organisation, "quiz": one.quiz}
        for one in granted[:MOST_REASONS]
    ]
