"""What markers do with an essay: take it on the desk, keep a draft, give a mark, send it back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.authoring.exceptions.actions import give_exception
from quizzes.bank.models import Question
from quizzes.marking import rules
from quizzes.marking.actions import change_mark, hold, tell, write_down
from quizzes.marking.essays.queries import allowed_percent_for, is_claimed_at, marks_given
from quizzes.marking.models import EssayMark, EssayMarking, MarkChange, MarkNotice, SecondMarking
from quizzes.marking.queries import Marker, rubric_of
from quizzes.marking.rules import Stage, Verdict
from quizzes.papers.models import Quiz, QuizException
from quizzes.papers.queries import allowance_for

CLAIMED_FOR = timedelta(hours=1)
"""How long an essay stays on a desk after the marker's last move."""
REASON = 400


class CannotMark(Exception):
    """The essay cannot be marked so; subclasses say why."""


class OnAnotherDesk(CannotMark):
    """Somebody else is marking it."""

    def __init__(self, marking: EssayMarking) -> None:
        super().__init__(marking)
        self.marking = marking


class MarkedAlready(CannotMark):
    """It has been returned, or this marker has given her mark."""


class NotForHer(CannotMark):
    """Two markers differ: the third decision is a reviewer's."""


class AnswerChanged(CannotMark):
    """A later text has arrived since the marker read it."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a marker has written: points and words by criterion, and words on the whole."""

    points: Mapping[str, float] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""

    @property
    def lines(self) -> dict[str, dict[str, Any]]:
        ids = dict.fromkeys([*self.points, *self.comments])
        return {one: {"points": self.points.get(one), "comment": self.comments.get(one, "")} for one in ids}


@transaction.atomic
def claim_essay(*, asked: AttemptQuestion, marker: Marker, now: datetime) -> EssayMarking:
    """Take an essay on the desk, so that nobody else marks it meanwhile. Raises CannotMark."""
    marking = _on_her_desk(hold(asked), marker, now)
    marking.save(update_fields=["claimed_by", "claimed_until"])
    return marking


@transaction.atomic
def release_essay(*, asked: AttemptQuestion, marker: Marker) -> None:
    """Put it back; what she has written stays as her draft."""
    EssayMarking.objects.filter(asked=asked, claimed_by=marker.user).update(
        claimed_by=None, claimed_until=None
    )


@transaction.atomic
def keep_draft(*, asked: AttemptQuestion, marker: Marker, given: Given, now: datetime) -> EssayMark:
    """Keep what she has written so far; the essay stays on her desk. Raises CannotMark."""
    marking = _on_her_desk(hold(asked), marker, now)
    marking.save(update_fields=["claimed_by", "claimed_until"])
    return _write(marking, marker, given, now)


@transaction.atomic
def give_mark(
    *,
    asked: AttemptQuestion,
    marker: Marker,
    given: Given,
    now: datetime,
    read: datetime | None = None,
) -> Verdict:
    """Give the mark; the essay is returned to its learner, or goes on to another marker.

    `read` is when the text that she read was written. From the first mark on no later text replaces it.
    Raises CannotMark.
    """
    asked = hold(asked)
    marking = _on_her_desk(asked, marker, now)
    if read is not None and asked.answered_at is not None and asked.answered_at > read:
        _write(marking, marker, given, now)
        raise AnswerChanged
    mark = _write(marking, marker, given, now)
    mark.place = len(marks_given(marking)) + 1
    mark.fraction = rules.fraction_given(given.points, rubric_of(asked))
    mark.save(update_fields=["place", "fraction"])
    fractions = [one.fraction for one in marks_given(marking) if one.fraction is not None]
    verdict = rules.verdict_on(fractions, _allowed(asked, marking))
    marking.stage, marking.claimed_by, marking.claimed_until = verdict.stage, None, None
    if verdict.fraction is None:
        asked.settled_at = asked.settled_at or now
        asked.save(update_fields=["settled_at"])
    else:
        marking.returned_at = now
        _return(asked, verdict.fraction, marker, now)
    marking.save()
    return verdict


def _allowed(asked: AttemptQuestion, marking: EssayMarking) -> int | None:
    """An essay that has gone on to a second marker stays with two, whatever is decided meanwhile."""
    allowed = allowed_percent_for(asked)
    went_on = marking.stage in (Stage.SECOND, Stage.THIRD)
    return 100 if allowed is None and went_on else allowed


def _return(asked: AttemptQuestion, fraction: float, marker: Marker, now: datetime) -> None:
    change = change_mark(
        asked=asked,
        mark=rules.Mark(fraction, asked.points),
        kind=MarkChange.Kind.ESSAY,
        reason="",
        by=marker.user,
        now=now,
    )
    write_down(change=change, action="mark_essay", by=marker.user)
    tell(attempt=asked.attempt, kind=MarkNotice.Kind.RETURNED, now=now, change=change)


@transaction.atomic
def ask_rewriting(
    *, asked: AttemptQuestion, marker: Marker, request: str, until: datetime, now: datetime
) -> QuizException:
    """Return an essay without a mark, and give its learner one more attempt to write it again.

    Where the quiz closes before `until`, it stays open for her until then. Raises CannotMark.
    """
    asked = hold(asked)
    marking = _on_her_desk(asked, marker, now)
    day = date_format(timezone.localtime(until), "SHORT_DATE_FORMAT")
    request = _("%(request)s (To be handed in by %(day)s)") % {"request": request, "day": day}
    marking.stage, marking.request, marking.returned_at = Stage.REWRITE, request, now
    marking.claimed_by, marking.claimed_until = None, None
    marking.save()
    asked.settled_at = asked.settled_at or now
    asked.save(update_fields=["settled_at"])
    attempt = asked.attempt
    granted = allowance_for(attempt.quiz, attempt.learner, timezone.localdate(now))
    closes_at = attempt.quiz.closes_at
    exception, _extended = give_exception(
        quiz=attempt.quiz,
        person=attempt.learner,
        organisation=None,
        extra_minutes=0,
        # Of several exceptions the widest counts, so one more than she has been given already.
        extra_attempts=granted.extra_attempts + 1,
        closes_at=until if closes_at and closes_at < until else None,
        reason=(_("To be written again: %(request)s") % {"request": request})[:REASON],
        by=marker.user,
        now=now,
    )
    tell(attempt=attempt, kind=MarkNotice.Kind.REWRITE, now=now, reason=request)
    return exception


def _on_her_desk(asked: AttemptQuestion, marker: Marker, now: datetime) -> EssayMarking:
    """The marking with this marker's claim on it, not yet saved; the essay is held. Raises CannotMark."""
    marking, _is_new = EssayMarking.objects.get_or_create(asked=asked)
    if asked.attempt.state != Attempt.State.WAITING or asked.fraction is not None:
        raise MarkedAlready
    if marking.stage in (Stage.RETURNED, Stage.REWRITE):
        raise MarkedAlready
    if any(mark.marker_id == marker.user.pk for mark in marks_given(marking)):
        raise MarkedAlready
    if marking.stage == Stage.THIRD and not marker.decides:
        raise NotForHer
    if is_claimed_at(marking, now) and marking.claimed_by_id != marker.user.pk:
        raise OnAnotherDesk(marking)
    marking.claimed_by, marking.claimed_until = marker.user, now + CLAIMED_FOR
    return marking


def _write(marking: EssayMarking, marker: Marker, given: Given, now: datetime) -> EssayMark:
    mark, _is_new = EssayMark.objects.update_or_create(
        marking=marking,
        marker=marker.user,
        defaults={"lines": given.lines, "comment": given.comment, "changed_at": now},
    )
    return mark


@transaction.atomic
def mark_by_two(
    *, quiz: Quiz | None, question: Question | None, allowed_percent: int, by: User, now: datetime
) -> SecondMarking:
    """Let two people mark the essays of a quiz, or of one question; a rule that stands is replaced."""
    rule, _is_new = SecondMarking.objects.update_or_create(
        quiz=quiz,
        question=question,
        defaults={"allowed_percent": allowed_percent, "set_by": by, "set_at": now},
    )
    return rule


def mark_by_one(*, rule: SecondMarking) -> None:
    """One marker is enough again; what waits for its second marker goes on waiting."""
    rule.delete()
