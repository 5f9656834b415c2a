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
from quizzes.papers.rules import AttemptRules, deadline_of


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
        rules = _with_more_time(rules_binding(attempt), exception)
        allowance = allowance_for(attempt.quiz, attempt.learner, timezone.localdate(now))
        deadline = deadline_of(rules, window_of(attempt.quiz, allowance), attempt.started_at)
        if deadline is None or deadline > attempt.deadline_at:
            attempt.deadline_at, attempt.rules = deadline, dump(rules)
            attempt.save(update_fields=["deadline_at", "rules"])
            extended += 1
    return extended


def _with_more_time(rules: AttemptRules, exception: QuizException) -> AttemptRules:
    """With what it gives beyond what she has had: of several exceptions the widest counts."""
    more = max(0, exception.extra_minutes * 60 - rules.extra_seconds)
    if not rules.seconds:
        return rules
    return replace(rules, seconds=rules.seconds + more, extra_seconds=rules.extra_seconds + more)


def _under_way(exception: QuizException, now: datetime) -> QuerySet[Attempt]:
    open_ones = Attempt.objects.filter(quiz=exception.quiz_id, state=Attempt.State.OPEN)
    if exception.organisation is None:
        return open_ones.filter(learner=exception.person_id)
    place = exception.organisation.path
    serving = serving_on(timezone.localdate(now)).filter(organisation__path__startswith=place)
    return open_ones.filter(learner__in=serving.values("person"))
