"""From marked answers to the mark of an attempt, and from attempts to where a person stands.

The one place where either is written: handing in, late answers, markers, corrected keys all come here.
"""

from datetime import datetime

from organisations.people.models import Person
from quizzes.attempts.models import Attempt, QuizStanding
from quizzes.attempts.queries import questions_of, rules_binding
from quizzes.attempts.rules import Earned, total_of
from quizzes.attempts.signals import attempt_graded, mark_suspended
from quizzes.papers.models import Quiz
from quizzes.papers.queries import counting_of
from quizzes.papers.rules import Mark, mark_that_counts, reaches


def grade_attempt(*, attempt: Attempt, now: datetime) -> Attempt:
    """Add up what its questions earned, keep it, and settle where its learner stands.

    To be called in a transaction that holds the attempt, after its `submitted_at` has been set.
    """
    total = total_of(Earned(row.fraction, row.points) for row in questions_of(attempt))
    attempt.points, attempt.points_max, attempt.percent = total.points, total.points_max, total.percent
    waits, had_mark = total.percent is None, attempt.graded_at is not None
    attempt.is_passed = total.percent is not None and reaches(
        total.percent, rules_binding(attempt).pass_percent
    )
    attempt.state = Attempt.State.WAITING if waits else Attempt.State.GRADED
    attempt.graded_at = None if waits else now
    attempt.save(
        update_fields=[
            "points",
            "points_max",
            "percent",
            "is_passed",
            "state",
            "graded_at",
            "submitted_at",
            "ended_by",
        ]
    )
    standing = settle_standing(quiz=attempt.quiz, learner=attempt.learner, now=now)
    if not waits:
        attempt_graded.send(sender=Attempt, attempt=attempt, standing=standing, now=now)
    elif had_mark:
        mark_suspended.send(sender=Attempt, learner=attempt.learner, quiz_id=attempt.quiz_id)
    return attempt


def settle_standing(*, quiz: Quiz, learner: Person, now: datetime) -> QuizStanding:
    """Store where a person stands after her attempts, by the quiz's rule of which attempt counts."""
    made, _ = QuizStanding.objects.get_or_create(quiz=quiz, learner=learner)
    standing = QuizStanding.objects.select_for_update().get(pk=made.pk)
    rows = Attempt.objects.filter(quiz=quiz, learner=learner).order_by("number")
    attempts = list(rows.values_list("state", "percent", "is_passed", "graded_at"))
    graded = [row for row in attempts if row[0] == Attempt.State.GRADED]
    marks = [Mark(percent or 0.0, is_passed) for _, percent, is_passed, _ in graded]
    counts = mark_that_counts(marks, counting_of(quiz), quiz.pass_percent)
    standing.attempts_used = len(attempts)
    standing.percent = counts.percent if counts else None
    standing.last_graded_at = max((row[3] for row in graded if row[3]), default=None)
    if standing.passed_at is None and counts and counts.is_passed:
        standing.passed_at = min((row[3] for row in graded if row[2] and row[3]), default=now)
    standing.save()
    return standing


def take_back_pass(*, attempt: Attempt, now: datetime) -> QuizStanding:
    """Let a pass go that the marks no longer bear; one that they do bear keeps its day."""
    standing = QuizStanding.objects.get(quiz=attempt.quiz_id, learner=attempt.learner_id)
    passed_at, standing.passed_at = standing.passed_at, None
    standing.save(update_fields=["passed_at"])
    standing = settle_standing(quiz=attempt.quiz, learner=attempt.learner, now=now)
    if standing.passed_at and passed_at:
        standing.passed_at = passed_at
        standing.save(update_fields=["passed_at"])
    elif passed_at:
        attempt_graded.send(sender=Attempt, attempt=attempt, standing=standing, now=now)
    return standing
