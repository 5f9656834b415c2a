"""What a learner has been told about her marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from organisations.people.models import Person
from quizzes.attempts.models import Attempt
from quizzes.attempts.queries import door_of, own_attempts, rules_binding, seen_by_learner
from quizzes.marking.models import MarkNotice
from quizzes.marking.queries import Feedback, feedback_of

MOST_SHOWN = 5


def unread_notices(learner: Person | None) -> QuerySet[MarkNotice]:
    """The latest first; nobody's for nobody."""
    if not learner:
        return MarkNotice.objects.none()
    unread = MarkNotice.objects.filter(learner=learner, read_at__isnull=True)
    return unread.select_related("attempt__quiz")


@dataclass(frozen=True, slots=True)
class Told:
    """All that a learner has been told about one attempt; marks only where its rules let her see them."""

    attempt: Attempt
    notices: Sequence[MarkNotice]
    feedback: Sequence[Feedback]
    shows_marks: bool

    @property
    def is_read(self) -> bool:
        return all(notice.read_at for notice in self.notices)


def told_about(learner: Person | None, attempt_id: UUID, now: datetime) -> Told | None:
    """None where it is not hers, or there is nothing to tell."""
    attempt = own_attempts(learner).filter(pk=attempt_id).first()
    if attempt is None:
        return None
    notices = list(MarkNotice.objects.filter(attempt=attempt))
    feedback = feedback_of(attempt)
    if not notices and not feedback:
        return None
    seen = seen_by_learner(attempt, rules_binding(attempt), door_of(attempt.quiz, attempt.learner, now), now)
    return Told(attempt, notices, feedback, seen.marks)
