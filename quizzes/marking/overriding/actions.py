"""A mark is changed by hand, for a reason that is kept and told."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.marking import rules
from quizzes.marking.actions import change_mark, hold, tell, write_down
from quizzes.marking.models import MarkChange, MarkNotice


class CannotOverride(Exception):
    """The mark cannot be changed by hand; subclasses say why."""


class NotMarkedYet(CannotOverride):
    """The attempt has no mark yet: its essays wait for their marker."""


class NothingChanges(CannotOverride):
    """It is the mark that stands."""


class NoReason(CannotOverride):
    """No mark is changed without a reason."""


@transaction.atomic
def override_mark(
    *,
    asked: AttemptQuestion,
    points: float,
    reason: str,
    by: User,
    now: datetime,
    takes_back: bool = False,
) -> MarkChange:
    """Give an answer so many of its points, whatever it earned. Raises CannotOverride."""
    if not reason.strip():
        raise NoReason
    asked = hold(asked)
    if asked.attempt.state != Attempt.State.GRADED:
        raise NotMarkedYet
    before = rules.Mark(asked.fraction, asked.points)
    mark = rules.Mark(min(1.0, max(0.0, points / asked.points)) if asked.points else 0.0, asked.points)
    if rules.is_same(before, mark):
        raise NothingChanges
    change = change_mark(
        asked=asked,
        mark=mark,
        kind=MarkChange.Kind.OVERRIDE,
        reason=reason,
        by=by,
        now=now,
        takes_back=takes_back,
    )
    write_down(change=change, action="override_mark", by=by)
    tell(attempt=asked.attempt, kind=MarkNotice.Kind.OVERRIDE, now=now, reason=reason, change=change)
    return change
