"""A learner has read what she was told."""

from datetime import datetime
from uuid import UUID

from organisations.people.models import Person
from quizzes.marking.models import MarkNotice


def read_notices(*, learner: Person, attempt_id: UUID, now: datetime) -> int:
    """All that she was told about one attempt; returns how many were unread."""
    unread = MarkNotice.objects.filter(learner=learner, attempt=attempt_id, read_at__isnull=True)
    return unread.update(read_at=now)
