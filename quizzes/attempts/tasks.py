"""What the background worker does with attempts: it ends them, though nobody comes back."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from quizzes.attempts.actions import close_attempt, close_overdue
from quizzes.attempts.models import Attempt
from quizzes.attempts.rules import GRACE


@task(backend="background")
def close(attempt_id: str) -> None:
    """End an attempt once its time is over; where more time has been given, look again then."""
    now = timezone.now()
    attempt = Attempt.objects.filter(pk=attempt_id, state=Attempt.State.OPEN).first()
    if attempt is None or attempt.deadline_at is None:
        return
    if now < attempt.deadline_at + GRACE:
        close_later(attempt_id=attempt.pk, deadline_at=attempt.deadline_at)
    else:
        close_attempt(attempt=attempt, now=now)
        close_overdue(now=now)  # what an earlier task could not end, because the database was busy


def close_later(*, attempt_id: UUID, deadline_at: datetime) -> None:
    """Written down in the transaction that it belongs to, so that neither is there without the other."""
    close.using(run_after=deadline_at + GRACE).enqueue(str(attempt_id))
