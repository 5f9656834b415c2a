"""What happens below, to people and to attempts that have begun; their attempts and the worker follow."""

from typing import Any

from organisations.people.models import Person
from organisations.people.signals import people_merging
from quizzes.attempts.joining import join_attempts
from quizzes.attempts.models import Attempt
from quizzes.attempts.signals import attempt_begun
from quizzes.attempts.tasks import close_later


def connect() -> None:
    people_merging.connect(_people_merging)
    attempt_begun.connect(_attempt_begun)


def _people_merging(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    join_attempts(kept=kept, gone=gone)


def _attempt_begun(sender: type, attempt: Attempt, **_: Any) -> None:
    if attempt.deadline_at:
        close_later(attempt_id=attempt.pk, deadline_at=attempt.deadline_at)
