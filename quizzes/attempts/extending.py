"""An exception reaches who is in the middle of an attempt: her deadline moves, never nearer."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from organisations.appointments.queries import serving_on
from quizzes.attempts.models import Attempt
from quizzes.attempts.queries import rules_binding
from quizzes.grading.codec import dump
from quizzes.papers.models import QuizException
from quizzes.papers.queries import allowance_for, window_of
from quizzes.papers.rules import deadline_of


@transaction.atomic
def extend_open_attempts(*, exception: QuizException, now: datetime) -> int:
    """Give the time of an exception to attempts that are under way; return how many ended later for it.

    The rules of an attempt are frozen but for this: `seconds` grows by what the exception gives.
    """
    extended = 0
    for attempt in (
        _under_way(exception, now)
        .select_for_update(of=("self",))
        .select_related("quiz", "learner")
        .order_by("pk")
    ):
        if attempt.deadline_at is None:
            continue
        rules = rules_binding(attempt)
        if rules.seconds:
            rules = replace(rules, seconds=rules.seconds + _more_seconds(exception, attempt))
        allowance = allowance_for(attempt.quiz, attempt.learner, timezone.localdate(now))
        deadline = deadline_of(rules, window_of(attempt.quiz, allowance), attempt.started_at)
        if deadline is None or deadline > attempt.deadline_at:
            attempt.deadline_at, attempt.rules = deadline, dump(rules)
            attempt.save(update_fields=["deadline_at", "rules"])
            extended += 1
    return extended


def _more_seconds(exception: QuizException, attempt: Attempt) -> int:
    """What it gives beyond what she had when she began: of several exceptions the widest counts."""
    limit = attempt.quiz.time_limit_minutes
    had = rules_binding(attempt).seconds or 0
    given = max(0, had - limit * 60) if limit else 0
    return max(0, exception.extra_minutes * 60 - given)


def _under_way(exception: QuizException, now: datetime) -> QuerySet[Attempt]:
    open_ones = Attempt.objects.filter(quiz=exception.quiz_id, state=Attempt.State.OPEN)
    if exception.organisation is None:
        return open_ones.filter(learner=exception.person_id)
    place = exception.organisation.path
    serving = serving_on(timezone.localdate(now)).filter(organisation__path__startswith=place)
    return open_ones.filter(learner__in=serving.values("person"))
