"""What has to be looked at by the clock: what waits in the outbox, and the weekly digest on its day.

The background worker makes a round when it starts and every hour, each round planning the next;
`manage.py send_notifications` makes one by hand, or by another clock.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from notifications.digests.actions import send_digests
from notifications.outbox.actions import AT_ONCE, send_due

EVERY = timedelta(hours=1)


@task(backend="background")
def make_round() -> None:
    """The next is planned first: whatever happens in this one, it comes."""
    now = timezone.now()
    plan_round(at=now + EVERY)
    is_more_to_do = send_digests(now=now)
    if send_due(now=timezone.now()) == AT_ONCE or is_more_to_do:
        go_on.enqueue()


@task(backend="background")
def go_on() -> None:
    """Another go of the same round, behind whatever else waits for the worker."""
    is_more_to_do = send_digests(now=timezone.now())
    if send_due(now=timezone.now()) == AT_ONCE or is_more_to_do:
        go_on.enqueue()


def plan_round(*, at: datetime) -> None:
    """See to it that there is a round to come; one is enough."""
    path = make_round.module_path
    if not DBTaskResult.objects.filter(task_path=path, status=TaskResultStatus.READY).exists():
        make_round.using(run_after=at).enqueue()


def do_all(now: datetime) -> int:
    """Everything that is due, without a break; returns how many deliveries were looked at."""
    while send_digests(now=now):
        pass
    count = 0
    while done := send_due(now=now):
        count += done
    return count
