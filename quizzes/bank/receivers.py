"""Wagtail publishes and withdraws questions; versions follow."""

from typing import Any

from django.db.models.signals import pre_save
from django.utils import timezone
from wagtail.signals import published, unpublished

from quizzes.bank.actions import describe, freeze_version, retire
from quizzes.bank.models import Question


def connect() -> None:
    pre_save.connect(_saving, sender=Question)
    published.connect(_published, sender=Question)
    unpublished.connect(_unpublished, sender=Question)


def _saving(sender: type[Question], instance: Question, raw: bool = False, **_: Any) -> None:
    if not raw:
        describe(instance)


def _published(sender: type[Question], instance: Question, revision: Any = None, **kwargs: Any) -> None:
    """Published by approval: `revision.user` wrote what stands now."""
    freeze_version(
        question=instance,
        written_by=revision.user if revision else instance.author,
        checked_by=_approver(instance),
        now=timezone.now(),
    )


def _approver(question: Question) -> Any:
    """Who finished the approval that led to this publication, if one did."""
    state = question.workflow_states.order_by("-created_at").first()
    task = state.task_states.filter(finished_by__isnull=False).last() if state else None
    return task.finished_by if task else None


def _unpublished(sender: type[Question], instance: Question, **_: Any) -> None:
    retire(question=instance)
