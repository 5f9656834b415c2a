"""The two keys of publication: who wrote does not approve, and who approves thereby publishes."""

from typing import Any

from accounts.models import User


def wrote_it(obj: Any, user: User) -> bool:
    """Whether `user` saved the revision that waits for approval, or sent it."""
    state = obj.current_workflow_task_state
    return bool(state) and user.pk in {state.revision.user_id, state.workflow_state.requested_by_id}


def publish_approved(workflow_state: Any, user: User | None = None) -> None:
    """Publish what has been approved.

    Reviewers hold no permission to publish, or they could publish their own; their approval is it.
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
