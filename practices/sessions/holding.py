"""A session's way from the draft to the day on which it is closed, or its cancellation."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from practices.sessions import rules
from practices.sessions.counting import locked
from practices.sessions.inviting import refresh_invitations
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.tasks import plan_reminders
from practices.sessions.telling import tell_cancelled, tell_invited


class MoveRefused(Exception):
    """The session cannot come into this state; subclasses say why."""


class OutOfOrder(MoveRefused):
    """This state does not follow the one that the session is in."""


class NobodyInvited(MoveRefused):
    """A session that nobody is invited to is not announced."""


class DayHasPassed(MoveRefused):
    """A session in the past is not announced."""


class ReplyDayHasPassed(MoveRefused):
    """Nobody can answer by a day that has passed."""


class TooEarly(MoveRefused):
    """A session does not begin before its day."""


@transaction.atomic
def announce_session(*, session: DemonstrationSession, now: datetime) -> int:
    """Tell everybody invited; how many there are. Raises MoveRefused."""
    refresh_invitations(session=_ready(session, rules.ANNOUNCED), now=now)
    held = locked(session)
    today = timezone.localdate(now)
    if held.starts_at <= now:
        raise DayHasPassed
    if held.reply_by and held.reply_by < today:
        raise ReplyDayHasPassed
    if not held.invited_count:
        raise NobodyInvited
    held.state, held.announced_at = rules.ANNOUNCED, now
    held.save(update_fields=["state", "announced_at"])
    invited = list(Participant.objects.filter(session=held, withdrawn_at__isnull=True))
    tell_invited(held, invited, now)
    plan_reminders(session=held, now=now)
    return len(invited)


@transaction.atomic
def cancel_session(*, session: DemonstrationSession, why: str, now: datetime) -> None:
    """Raises MoveRefused."""
    held = _ready(session, rules.CANCELLED)
    held.state, held.cancelled_why = rules.CANCELLED, why
    held.sequence += 1
    held.save(update_fields=["state", "cancelled_why", "sequence"])
    tell_cancelled(held, now)


@transaction.atomic
def advance_session(*, session: DemonstrationSession, to: str, now: datetime) -> None:
    """Begin, go over to drawing lessons, close. Raises MoveRefused."""
    held = _ready(session, to)
    day = timezone.localdate(held.starts_at)
    if to == rules.UNDER_WAY and not rules.may_begin(today=timezone.localdate(now), day=day):
        raise TooEarly
    held.state = to
    held.closed_at = now if to == rules.CLOSED else None
    held.save(update_fields=["state", "closed_at"])


@transaction.atomic
def discard_draft(*, session: DemonstrationSession) -> None:
    """Nobody has been told of it: nothing stays. Raises MoveRefused."""
    held = locked(session)
    if held.state != rules.DRAFT:
        raise OutOfOrder
    held.delete()


def _ready(session: DemonstrationSession, to: str) -> DemonstrationSession:
    held = locked(session)
    if not rules.may_move(held.state, to):
        raise OutOfOrder
    return held
