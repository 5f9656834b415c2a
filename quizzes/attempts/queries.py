"""Reads of attempts. A learner's are asked for one learner: nobody reads another's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from organisations.people.models import Person
from quizzes.attempts.models import Attempt, AttemptQuestion, QuizStanding
from quizzes.attempts.rules import Ending, Seen, what_is_seen
from quizzes.grading.codec import load
from quizzes.papers.models import Quiz
from quizzes.papers.queries import allowance_for, rules_of, window_of
from quizzes.papers.rules import AttemptRules, Refusal, Window, why_not_begin


def own_attempts(learner: Person | None) -> QuerySet[Attempt]:
    """A learner's attempts, the latest first; nobody's for nobody."""
    if not learner:
        return Attempt.objects.none()
    return Attempt.objects.filter(learner=learner).select_related("quiz").order_by("-number")


def overdue_attempts(now: datetime) -> QuerySet[Attempt]:
    return Attempt.objects.filter(state=Attempt.State.OPEN, deadline_at__lte=now)


def rules_binding(attempt: Attempt) -> AttemptRules:
    return load(AttemptRules, attempt.rules)


def ending_of(attempt: Attempt, rules: AttemptRules) -> Ending:
    return Ending(attempt.deadline_at, attempt.submitted_at, attempt.reviewed_at, rules.late_seconds)


def questions_of(attempt: Attempt) -> list[AttemptQuestion]:
    """An attempt's questions in their order."""
    return list(AttemptQuestion.objects.filter(attempt=attempt).order_by("slot"))


def standing_of(quiz: Quiz, learner: Person | None) -> QuizStanding | None:
    return QuizStanding.objects.filter(quiz=quiz, learner=learner).first() if learner else None


def standings_of(learner: Person, quiz_ids: Any) -> dict[int, QuizStanding]:
    """Where a learner stands in several quizzes, by the quiz's number."""
    found = QuizStanding.objects.filter(learner=learner, quiz_id__in=list(quiz_ids))
    return {standing.quiz_id: standing for standing in found}


@dataclass(frozen=True, slots=True)
class Door:
    """Whether a learner may begin a quiz now: her window, her rules, and why not."""

    window: Window
    rules: AttemptRules
    used: int
    refusal: Refusal | None

    @property
    def attempts_left(self) -> int | None:
        """None for as many as she likes."""
        return None if self.window.attempts is None else max(0, self.window.attempts - self.used)


def door_of(quiz: Quiz, learner: Person, now: datetime) -> Door:
    allowance = allowance_for(quiz, learner, timezone.localdate(now))
    window = window_of(quiz, allowance)
    used = Attempt.objects.filter(quiz=quiz, learner=learner).count()
    return Door(window, rules_of(quiz, allowance), used, why_not_begin(window, used=used, now=now))


def seen_by_learner(
    attempt: Attempt, rules: AttemptRules, door: Door, now: datetime, *, is_settled: bool = False
) -> Seen:
    """What the learner may see of her attempt now."""
    closes_at = door.window.closes_at
    return what_is_seen(
        rules,
        is_submitted=attempt.state != Attempt.State.OPEN,
        has_passed=attempt.is_passed,
        attempts_left=door.attempts_left != 0,
        is_closed=closes_at is not None and now >= closes_at,
        is_settled=is_settled,
    )
