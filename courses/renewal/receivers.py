"""What happens below: evidence on a finished course, a quiz marked, obligations changed; renewals follow."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils import timezone

from courses.assignments.models import Obligation
from courses.assignments.signals import obligations_changed
from courses.progress.signals import learnt_again
from courses.renewal.actions import settle_renewals
from courses.renewal.queries import courses_owed_anew, finished_before, passing_anew_since
from organisations.people.models import Person
from quizzes.attempts.models import Attempt
from quizzes.attempts.signals import attempt_graded, attempts_used_up


def connect() -> None:
    learnt_again.connect(_learnt_again)
    attempt_graded.connect(_attempt_graded)
    attempts_used_up.connect(_attempts_used_up)
    obligations_changed.connect(_obligations_changed)


def _learnt_again(sender: type, learner_id: int, courses: Collection[int], **_: Any) -> None:
    today = timezone.localdate()
    for course_id in set(courses).intersection(courses_owed_anew(learner_id, today)):
        settle_renewals(learner=learner_id, course_id=course_id, today=today)


def _attempt_graded(sender: type, attempt: Attempt, **_: Any) -> None:
    if not attempt.is_passed:
        return
    today = timezone.localdate()
    for course_id in courses_owed_anew(attempt.learner_id, today):
        settle_renewals(learner=attempt.learner_id, course_id=course_id, today=today)


def _attempts_used_up(
    sender: type, learner: Person, quiz_id: int, now: datetime, **_: Any
) -> datetime | None:
    return passing_anew_since(learner.pk, quiz_id, timezone.localdate(now))


def _obligations_changed(sender: type, after: list[Obligation], **_: Any) -> None:
    """What came to be owed from an earlier day may have been learnt anew since then."""
    today = timezone.localdate()
    for learner, course_id in sorted(finished_before(after, today)):
        settle_renewals(learner=learner, course_id=course_id, today=today)
