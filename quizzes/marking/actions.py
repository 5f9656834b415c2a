"""The one way in which a person's word changes a mark: the old one is kept, and she is told."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from quizzes.attempts.models import Attempt, AttemptQuestion, QuizStanding
from quizzes.attempts.settling import grade_attempt, take_back_pass
from quizzes.marking import rules
from quizzes.marking.models import MarkChange, MarkNotice, Regrading


@transaction.atomic
def change_mark(
    *,
    asked: AttemptQuestion,
    mark: rules.Mark,
    kind: MarkChange.Kind,
    reason: str,
    by: User | None,
    now: datetime,
    settles: bool = True,
    takes_back: bool = False,
    regrading: Regrading | None = None,
) -> MarkChange:
    """Give an answer another mark, and add up anew what follows from it.

    Where it `settles`, the mark stands from then on: no answer that arrives late replaces it. A pass stays,
    though the marks may not bear it any more, unless it is taken back. The attempt must be held.
    """
    attempt = asked.attempt
    change = MarkChange(
        asked=asked,
        kind=kind,
        before=asked.fraction,
        after=mark.fraction,
        points_before=asked.points,
        points_after=mark.points,
        percent_before=attempt.percent,
        passed_before=passed_at(attempt),
        was_settled_at=asked.settled_at,
        reason=reason,
        by=by,
        at=now,
        regrading=regrading,
    )
    asked.fraction, asked.points = mark.fraction, mark.points
    asked.settled_at = asked.settled_at or (now if settles else None)
    asked.save(update_fields=["fraction", "points", "settled_at"])
    grade_attempt(attempt=attempt, now=now)
    if takes_back:
        take_back_pass(attempt=attempt, now=now)
    change.percent_after, change.passed_after = attempt.percent, passed_at(attempt)
    change.save()
    return change


def passed_at(attempt: Attempt) -> datetime | None:
    standing = QuizStanding.objects.filter(quiz=attempt.quiz_id, learner=attempt.learner_id)
    return standing.values_list("passed_at", flat=True).first()


def hold(asked: AttemptQuestion) -> AttemptQuestion:
    """The answer as it stands, with its attempt held: within a transaction nobody else changes either."""
    Attempt.objects.select_for_update().get(pk=asked.attempt_id)
    rows = AttemptQuestion.objects.select_related("attempt__quiz", "attempt__learner", "version")
    return rows.get(pk=asked.pk)


def tell(
    *,
    attempt: Attempt,
    kind: MarkNotice.Kind,
    now: datetime,
    reason: str = "",
    change: MarkChange | None = None,
) -> MarkNotice:
    """Tell the learner; she sees it until she has read it."""
    return MarkNotice.objects.create(
        learner=attempt.learner,
        attempt=attempt,
        kind=kind,
        reason=reason,
        percent_before=change.percent_before if change else None,
        percent_after=change.percent_after if change else attempt.percent,
        created_at=now,
    )


def write_down(*, change: MarkChange, action: str, by: User | None) -> None:
    """A line in the audit log of the authoring site; names nobody but who did it."""
    log(
        instance=change.asked.attempt,
        action=f"quizzes.{action}",
        user=by,
        data={
            "answer": change.asked_id,
            "before": change.before,
            "after": change.after,
            "reason": change.reason,
        },
    )
