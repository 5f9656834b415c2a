"""Wagtail publishes and withdraws questions; versions follow."""

from typing import Any

from django.db.models.signals import pre_save
from django.utils import timezone
from wagtail.models import TaskState
from wagtail.signals import published, unpublished

from accounts.models import User
from common.writing import writer_of
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
    """Published, by approval or by an administrator alone: a version is frozen and says whose it is."""
    freeze_version(
        question=instance,
        written_by=_account(writer_of(revision)) if revision else instance.author,
        checked_by=_approver(instance, revision),
        now=timezone.now(),
    )


def _approver(question: Question, revision: Any) -> User | None:
    """Who finished the approval that is this publication; nobody where it was published without one."""
    state = question.workflow_states.order_by("-created_at", "-pk").first()
    if revision is None or state is None or state.status != state.STATUS_APPROVED:
        return None
    task = state.task_states.filter(status=TaskState.STATUS_APPROVED).order_by("finished_at").last()
    # An approval of long ago says nothing of what was written since.
    is_of_this = task is not None and task.finished_at >= revision.created_at
    return _account(task.finished_by_id) if is_of_this else None


def _account(pk: int | None) -> User | None:
    return User.objects.filter(pk=pk).first() if pk else None


def _unpublished(sender: type[Question], instance: Question, **_: Any) -> None:
    retire(question=instance)
