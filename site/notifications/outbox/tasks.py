"""What the background worker does with the outbox: a go at a time, and again when something is due."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from notifications.outbox.actions import AT_ONCE, send_due
from notifications.outbox.queries import next_hour


@task(backend="background")
def send_outbox() -> None:
    """Send what is due; see to it that the next is sent when it is due."""
    send_due(now=timezone.now(), most=AT_ONCE)
    if (due := next_hour()) is not None:
        plan_sending(due, now=timezone.now())


def plan_sending(due: datetime, *, now: datetime) -> None:
    """Look again then, once however much is due in that minute."""
    if due <= now:
        send_outbox.enqueue()
        return
    at = due.replace(second=0, microsecond=0) + timedelta(minutes=1)
    path = send_outbox.module_path
    planned = DBTaskResult.objects.filter(task_path=path, status=TaskResultStatus.READY, run_after=at)
    if not planned.exists():
        send_outbox.using(run_after=at).enqueue()
