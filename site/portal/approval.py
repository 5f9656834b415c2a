"""The two keys of publication: who wrote does not approve, and who approves thereby publishes."""

from typing import Any

from django.core.exceptions import PermissionDenied

from accounts.models import User
from common.writing import writers_since_publication


class OwnWork(PermissionDenied):
    """Nobody turns both keys: who wrote it, or sent it, does not approve it."""


def wrote_it(obj: Any, user: User) -> bool:
    """Whether `user` changed anything of what waits for approval, or sent it."""
    state = obj.current_workflow_task_state
    if not state:
        return False
    sent = {state.revision.user_id, state.workflow_state.requested_by_id}
    return user.pk in sent or user.pk in writers_since_publication(obj)


def publish_approved(workflow_state: Any, user: User | None = None) -> None:
    """Publish what has been approved.

    Reviewers hold no permission to publish, or they could publish their own; their approval is it.
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
