"""The two keys, for questions and quizzes alike: one person sends, another approves. Many at once, too.

The same workflow as in the editor: what is refused there is refused here, and says why.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import TaskState, WorkflowState

from accounts.models import User
from accounts.roles import REVIEWERS
from common.writing import writers_since_publication
from quizzes.authoring.missing import missing_in
from quizzes.bank.actions import retire
from quizzes.bank.checked import CheckedModel
from quizzes.bank.models import Question


class Refused(Exception):
    """It was not done; `sentence` says why, in words for who asked."""

    sentence: Any = ""


class OwnWork(Refused):
    sentence = gettext_lazy("You wrote it or sent it yourself. Somebody else has to check it.")


class NotAChecker(Refused):
    sentence = gettext_lazy("Only reviewers check.")


class NotWaiting(Refused):
    sentence = gettext_lazy("Nobody has sent it for checking.")


class WaitsAlready(Refused):
    sentence = gettext_lazy("It waits for checking already.")


class NothingNew(Refused):
    sentence = gettext_lazy("Nothing has changed since it was checked.")


class RetiredAlready(Refused):
    sentence = gettext_lazy("It has been retired already.")


class NotYours(Refused):
    sentence = gettext_lazy("Only its author or a reviewer retires it.")


class Unfinished(Refused):
    """Something is missing in it."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(missing)
        self.sentence = _("Still to be done: %(missing)s") % {"missing": " ".join(missing)}


def why_not_send(obj: CheckedModel) -> Refused | None:
    """Why what was written last cannot be sent for checking."""
    if obj.workflow_in_progress:
        return WaitsAlready()
    if obj.live and not obj.has_unpublished_changes:
        return NothingNew()
    missing = missing_in(obj.get_latest_revision_as_object())
    return Unfinished(missing) if missing else None


@transaction.atomic
def send_for_checking(*, obj: CheckedModel, by: User) -> None:
    """Raises Refused."""
    if refusal := why_not_send(obj):
        raise refusal
    state = obj.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(by)
    else:
        obj.get_workflow().start(obj, by)


def why_not_approve(obj: CheckedModel, by: User) -> Refused | None:
    """Why `by` cannot approve what waits."""
    task_state = obj.current_workflow_task_state
    if task_state is None:
        return NotWaiting()
    if "approve" not in _actions(task_state, obj, by):
        return OwnWork() if _wrote(obj, task_state, by) else NotAChecker()
    missing = missing_in(obj.get_latest_revision_as_object())
    return Unfinished(missing) if missing else None


@transaction.atomic
def approve(*, obj: CheckedModel, by: User, comment: str = "") -> None:
    """Check what waits: it is published, and a question's version frozen. Raises Refused."""
    if refusal := why_not_approve(obj, by):
        raise refusal
    task_state = obj.current_workflow_task_state
    task_state.task.specific.on_action(task_state, by, "approve", comment=comment)


@transaction.atomic
def refuse(*, obj: CheckedModel, by: User, comment: str) -> None:
    """Send back what waits, with what has to be mended. Raises Refused."""
    task_state = obj.current_workflow_task_state
    if task_state is None:
        raise NotWaiting
    if "reject" not in _actions(task_state, obj, by):
        raise OwnWork if _wrote(obj, task_state, by) else NotAChecker
    task_state.task.specific.on_action(task_state, by, "reject", comment=comment)


def why_not_retire(question: Question, by: User) -> Refused | None:
    if question.state == Question.State.RETIRED:
        return RetiredAlready()
    is_reviewer = by.is_superuser or by.groups.filter(name=REVIEWERS).exists()
    return None if is_reviewer or question.author_id == by.pk else NotYours()


@transaction.atomic
def retire_question(*, question: Question, by: User) -> None:
    """Take a question out of use; what was answered stays. Raises Refused."""
    if refusal := why_not_retire(question, by):
        raise refusal
    if state := question.current_workflow_state:
        state.cancel(user=by)
    if question.live:
        # Whoever may retire need not hold the right to publish.
        UnpublishAction(question, user=by).execute(skip_permission_checks=True)
    else:
        retire(question=question)


@dataclass(slots=True)
class Outcome:
    """Of many at once: how many were done, and why each of the others was not."""

    done: int = 0
    refused: list[tuple[Any, str]] = field(default_factory=list)


def for_each(objects: Iterable[Any], action: Callable[[Any], None]) -> Outcome:
    """Do it to each; one that is refused does not hold up the others."""
    outcome = Outcome()
    for obj in objects:
        try:
            action(obj)
        except Refused as refusal:
            outcome.refused.append((obj, str(refusal.sentence)))
        else:
            outcome.done += 1
    return outcome


def _actions(task_state: TaskState, obj: CheckedModel, by: User) -> set[str]:
    return {name for name, *_rest in task_state.task.specific.get_actions(obj, by)}


def _wrote(obj: CheckedModel, task_state: TaskState, by: User) -> bool:
    sent_by = task_state.workflow_state.requested_by_id
    return by.pk == sent_by or by.pk in writers_since_publication(obj)
