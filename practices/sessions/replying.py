"""Answers: who comes, who waits for a place, who moves up when one falls free."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from practices.sessions import rules
from practices.sessions.counting import locked, settle_counts
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.telling import tell_moved_up

Reply = Participant.Reply


class RepliesClosed(Exception):
    """The day by which to answer has passed, or the session has begun or is cancelled."""


class NotInvited(Exception):
    """The invitation was taken back meanwhile."""


@transaction.atomic
def reply_to_invitation(
    *,
    participant: Participant,
    is_coming: bool,
    why_not: str = "",
    now: datetime,
    by_host: bool = False,
) -> Participant:
    """Somebody's answer, her own or as the host was told; where all places are taken she waits.

    The same answer once more changes nothing: whoever waits keeps her place in the list.
    Raises RepliesClosed, NotInvited.
    """
    session = locked(participant.session)
    if not _takes_replies(session, now, by_host=by_host):
        raise RepliesClosed
    answered = Participant.objects.filter(pk=participant.pk, withdrawn_at__isnull=True).first()
    if answered is None:
        raise NotInvited
    if is_coming:
        _come(session, answered, now)
    else:
        _stay_away(answered, why_not, now)
    settle_counts(session)
    fill_places(session, now)
    return answered


def fill_places(session: DemonstrationSession, now: datetime) -> list[Participant]:
    """Those who have waited longest move up as far as there are places, and are told.

    The session is held, and its counts are settled.
    """
    free = rules.places_free(session.places, session.coming_count)
    if not session.waiting_count or free == 0:
        return []
    waiting = Participant.objects.filter(
        session=session, reply=Reply.WAITING, withdrawn_at__isnull=True
    ).order_by("waiting_since", "pk")
    moved = list(waiting[:free] if free is not None else waiting)
    Participant.objects.filter(pk__in=[one.pk for one in moved]).update(
        reply=Reply.COMING, waiting_since=None
    )
    settle_counts(session)
    tell_moved_up(session, moved, now)
    return moved


def _takes_replies(session: DemonstrationSession, now: datetime, *, by_host: bool) -> bool:
    if by_host:
        return rules.takes_replies_by_host(session.state)
    return rules.takes_replies(
        state=session.state,
        reply_by=session.reply_by,
        today=timezone.localdate(now),
        now=now,
        starts_at=session.starts_at,
    )


def _come(session: DemonstrationSession, participant: Participant, now: datetime) -> None:
    if participant.reply in {Reply.COMING, Reply.WAITING}:
        return
    has_place = not session.waiting_count and rules.has_place(session.places, session.coming_count)
    participant.reply = Reply.COMING if has_place else Reply.WAITING
    participant.waiting_since = None if has_place else now
    participant.why_not = ""
    participant.replied_at = now
    participant.save(update_fields=["reply", "waiting_since", "why_not", "replied_at"])


def _stay_away(participant: Participant, why_not: str, now: datetime) -> None:
    participant.reply, participant.waiting_since = Reply.NOT_COMING, None
    participant.why_not, participant.replied_at = why_not, now
    participant.save(update_fields=["reply", "waiting_since", "why_not", "replied_at"])
