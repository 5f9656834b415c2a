"""A corrected key is carried out in pieces, each in a transaction of its own, and can be taken back whole."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from quizzes.attempts.models import Attempt, AttemptQuestion, QuizStanding
from quizzes.attempts.queries import rules_binding
from quizzes.marking import rules
from quizzes.marking.actions import change_mark, hold, passed_at, tell
from quizzes.marking.models import MarkChange, MarkNotice, Regrading
from quizzes.marking.regrading.queries import (
    BY_KEY,
    Correcting,
    answers_concerned,
    changes_of,
    left_aside_in,
    mark_after,
    plan_of,
    yet_to_follow,
)

PIECE = 20
"""Answers in one transaction: on SQLite nobody else writes meanwhile, and it must not be felt."""
GIVEN_UP_AFTER = timedelta(minutes=15)

State = Regrading.State


class CannotRegrade(Exception):
    """It cannot be carried out or taken back; subclasses say why."""


class NothingToChange(CannotRegrade):
    """No mark would change."""


class ShownIsOutdated(CannotRegrade):
    """What would change now is not what was shown."""


class NotApplied(CannotRegrade):
    """It is under way, or has been taken back already."""


@transaction.atomic
def begin_regrading(
    *,
    correcting: Correcting,
    shown: str,
    reason: str,
    by: User,
    now: datetime,
    takes_back: bool = False,
) -> Regrading:
    """Keep what is to be done; `carry_on` does it. `shown` is the digest of the plan that was looked at.

    Raises CannotRegrade.
    """
    plan = plan_of(correcting)
    if plan.digest != shown:
        raise ShownIsOutdated
    if not plan.changes:
        raise NothingToChange
    regrading = Regrading.objects.create(
        question=correcting.question,
        key=correcting.key,
        correction=correcting.correction,
        takes_back=takes_back,
        reason=reason,
        made_by=by,
        made_at=now,
        state_since=now,
        steps_total=plan.looked_at,
    )
    regrading.versions.set(correcting.versions)
    if correcting.correction in BY_KEY:
        # Whatever arrives late, or is still being answered, is marked by the right key from now on.
        _asked(regrading).update(key=correcting.key)
    _write_down(regrading, "regrade", by, reason)
    return regrading


def correcting_of(regrading: Regrading) -> Correcting:
    correction = rules.Correction(regrading.correction)
    return Correcting(regrading.question, regrading.key, list(regrading.versions.all()), correction)


def carry_out(*, regrading: Regrading, now: datetime) -> None:
    """All of it, from where it stopped."""
    began, piece = timezone.now(), 0
    while carry_on(regrading=regrading, now=_moment(now, timezone.now() - began, piece)):
        piece += 1


def _moment(began: datetime, passed: timedelta, piece: int) -> datetime:
    """When a piece is done: each has a moment of its own, by which figures know that they are old."""
    return began + timedelta(seconds=int(passed.total_seconds()), microseconds=piece)


@transaction.atomic
def carry_on(*, regrading: Regrading, now: datetime) -> bool:
    """The next piece; whether there is more to do. A piece that was lost on the way is done again."""
    held = Regrading.objects.select_for_update().get(pk=regrading.pk)
    if held.state == State.APPLYING:
        return _apply_piece(held, now)
    return _undo_piece(held, now) if held.state == State.UNDOING else False


def _apply_piece(held: Regrading, now: datetime) -> bool:
    correcting = correcting_of(held)
    rows = list(answers_concerned(correcting).filter(pk__gt=held.cursor)[:PIECE])
    for row in rows:
        if change := _correct(held, correcting, row, now):
            _tell(change, MarkNotice.Kind.REGRADE, held.reason, now)
    if rows:
        held.cursor = rows[-1].pk
        held.steps_done += len(rows)
    return _go_on(held, now, is_over=len(rows) < PIECE, then=State.APPLIED)


def follow_what_was_left_aside(*, attempt: Attempt, now: datetime) -> None:
    """A question that was left aside is so for whoever hands it in later, on paper or from her telephone.

    She has not seen another mark before, so that she is told nothing, and a pass that only just came goes.
    """
    for regrading in left_aside_in(attempt):
        correcting = correcting_of(regrading)
        for row in yet_to_follow(regrading, attempt):
            _correct(regrading, correcting, row, now, is_new=True)


def _correct(
    held: Regrading, correcting: Correcting, row: AttemptQuestion, now: datetime, *, is_new: bool = False
) -> MarkChange | None:
    asked = hold(row)
    before = rules.Mark(asked.fraction, asked.points)
    binding = rules_binding(asked.attempt)
    after = mark_after(
        before, asked.response, asked.tries, binding, correcting.key_content, correcting.correction
    )
    if rules.is_same(before, after):
        return None
    return change_mark(
        asked=asked,
        mark=after,
        kind=MarkChange.Kind.REGRADE,
        reason=held.reason,
        by=held.made_by,
        now=now,
        settles=correcting.correction is rules.Correction.FULL,
        takes_back=held.takes_back or (is_new and passed_at(asked.attempt) == now),
        regrading=held,
    )


@transaction.atomic
def begin_undoing(*, regrading: Regrading, reason: str, by: User, now: datetime) -> None:
    """Take a regrading back as a whole. Raises NotApplied."""
    held = Regrading.objects.select_for_update().get(pk=regrading.pk)
    if held.state != State.APPLIED:
        raise NotApplied
    held.state, held.state_since, held.undone_by, held.undo_reason = State.UNDOING, now, by, reason
    held.steps_done, held.steps_total = 0, changes_of(held).count()
    # From the last to the first, so that each finds what it left behind.
    held.cursor = (changes_of(held).values_list("pk", flat=True).last() or 0) + 1
    held.save()
    _asked(held).filter(key=held.key).update(key=_key_before(held))
    _write_down(held, "undo_regrade", by, reason)


def _undo_piece(held: Regrading, now: datetime) -> bool:
    done = changes_of(held).filter(pk__lt=held.cursor).order_by("-pk").select_related("asked")
    changes = list(done[:PIECE])
    for change in changes:
        _undo(held, change, now)
    if changes:
        held.cursor = changes[-1].pk
        held.steps_done += len(changes)
    return _go_on(held, now, is_over=len(changes) < PIECE, then=State.UNDONE)


def _undo(held: Regrading, change: MarkChange, now: datetime) -> None:
    """What somebody has changed since stays as she left it."""
    asked = hold(change.asked)
    left = rules.Mark(change.after, change.points_after)
    if not rules.is_same(rules.Mark(asked.fraction, asked.points), left):
        return
    standing = QuizStanding.objects.filter(quiz=asked.attempt.quiz_id, learner=asked.attempt.learner_id)
    standing.filter(passed_at=change.passed_after).update(passed_at=change.passed_before)
    if change.passed_after is None:
        standing.filter(passed_at__isnull=True).update(passed_at=change.passed_before)
    undone = change_mark(
        asked=asked,
        mark=rules.Mark(change.before, change.points_before),
        kind=MarkChange.Kind.UNDO,
        reason=held.undo_reason,
        by=held.undone_by,
        now=now,
        settles=False,
        regrading=held,
    )
    AttemptQuestion.objects.filter(pk=asked.pk).update(settled_at=change.was_settled_at)
    _tell(undone, MarkNotice.Kind.UNDO, held.undo_reason, now)


def _tell(change: MarkChange, kind: MarkNotice.Kind, reason: str, now: datetime) -> None:
    """An attempt that waits for its marker shows no mark yet: there is nothing to tell."""
    attempt = change.asked.attempt
    if attempt.state == Attempt.State.GRADED:
        tell(attempt=attempt, kind=kind, now=now, reason=reason, change=change)


def _go_on(held: Regrading, now: datetime, *, is_over: bool, then: str) -> bool:
    held.state_since = now
    if is_over:
        held.state = then
        held.cursor = 0
    held.save()
    return not is_over


def _asked(regrading: Regrading) -> QuerySet[AttemptQuestion]:
    versions = list(regrading.versions.values_list("pk", flat=True))
    return AttemptQuestion.objects.filter(question=regrading.question, version__in=versions)


def _key_before(held: Regrading) -> int | None:
    """The key of the regrading that stood before this one, if there was one."""
    earlier = Regrading.objects.filter(
        question=held.question, correction__in=BY_KEY, state=State.APPLIED, pk__lt=held.pk
    ).filter(versions__in=held.versions.all())
    return earlier.order_by("-pk").values_list("key", flat=True).first()


def _write_down(regrading: Regrading, action: str, by: User, reason: str) -> None:
    log(
        instance=regrading.question,
        action=f"quizzes.{action}",
        user=by,
        data={
            "regrading": str(regrading.public_id),
            "correction": regrading.correction,
            "key": regrading.key.number,
            "reason": reason,
            "takes_back": regrading.takes_back,
        },
    )


def has_stalled(regrading: Regrading, now: datetime) -> bool:
    """Whether the worker has said nothing for so long that it is gone; what it had done is kept."""
    return regrading.is_under_way and now - regrading.state_since > GIVEN_UP_AFTER
