"""Giving an exception and ending it, with who, when and why in the audit log."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from organisations.people.models import Person
from organisations.tree.models import Organisation
from quizzes.attempts.extending import extend_open_attempts
from quizzes.papers.models import Quiz, QuizException


class EndedAlready(Exception):
    """Somebody has ended it before."""


@transaction.atomic
def give_exception(
    *,
    quiz: Quiz,
    person: Person | None,
    organisation: Organisation | None,
    extra_minutes: int,
    extra_attempts: int,
    closes_at: datetime | None,
    reason: str,
    by: User,
    now: datetime,
) -> tuple[QuizException, int]:
    """Give it; and how many attempts that are under way end later for it."""
    exception = QuizException.objects.create(
        quiz=quiz,
        person=person,
        organisation=organisation,
        extra_minutes=extra_minutes,
        extra_attempts=extra_attempts,
        closes_at=closes_at,
        reason=reason,
        given_by=by,
        given_at=now,
    )
    extended = extend_open_attempts(exception=exception, now=now)
    log(instance=exception, action="quizzes.give_exception", user=by, data=_words(exception))
    return exception, extended


@transaction.atomic
def end_exception(*, exception: QuizException, by: User, now: datetime) -> None:
    """What has been begun under it stays as it is. Raises EndedAlready."""
    locked = QuizException.objects.select_for_update().get(pk=exception.pk)
    if locked.ended_at is not None:
        raise EndedAlready
    locked.ended_at = now
    locked.save(update_fields=["ended_at"])
    log(instance=locked, action="quizzes.end_exception", user=by, data=_words(locked))


def _words(exception: QuizException) -> dict[str, str]:
    return {
        "quiz": str(exception.quiz_id),
        "person": str(exception.person.public_id) if exception.person else "",
        "organisation": str(exception.organisation.public_id) if exception.organisation else "",
        "extra_minutes": str(exception.extra_minutes),
        "extra_attempts": str(exception.extra_attempts),
        "closes_at": str(exception.closes_at or ""),
        "reason": exception.reason,
    }
