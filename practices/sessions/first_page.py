"""What the first page tells a learner: invitations that press, and notices she has not read; one query.

The first page asks for much already. Both are found together, and told apart by their first column.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateField, DateTimeField, F, QuerySet, UUIDField, Value
from django.urls import reverse

from accounts.models import User
from notifications.models import Notice
from notifications.queries import unread_notices
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.queries import invitations_to_come, presses
from practices.sessions.telling import INVITED

NOTICE, INVITATION = "notice", "invitation"
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class News:
    """Invitations, the next session first; the latest notices, and whether there are more."""

    invitations: list[Participant]
    notices: list[Notice]
    has_more: bool


def news_for(account: User, person: Person | None, now: datetime) -> News:
    rows = list(_notices(account).union(_invitations(person, now), all=True))
    invitations = [_invitation(row) for row in rows if row[0] == INVITATION]
    pressing = sorted(
        (one for one in invitations if presses(one, now)), key=lambda one: one.session.starts_at
    )
    shown = {reverse("practices:session", args=[one.session.public_id]) for one in pressing}
    notices = [_notice(row) for row in rows if row[0] == NOTICE]
    told = sorted((one for one in notices if not _repeats(one, shown)), key=lambda one: one.at, reverse=True)
    return News(pressing, told[:MOST_SHOWN], len(told) > MOST_SHOWN)


def _repeats(notice: Notice, shown: set[str]) -> bool:
    """Whether it tells of an invitation that stands on the page already."""
    return notice.address in shown and INVITED in notice.key


def _notices(account: User) -> QuerySet[Notice, tuple[Any, ...]]:
    return (
        unread_notices(account)
        .order_by()
        .values_list(
            Value(NOTICE),
            F("pk"),
            F("title"),
            F("at"),
            Value(None, DateTimeField()),
            Value(None, UUIDField()),
            F("key"),
            F("address"),
            Value(""),
            Value(None, DateField()),
        )
    )


def _invitations(person: Person | None, now: datetime) -> QuerySet[Participant, tuple[Any, ...]]:
    return (
        invitations_to_come(person, now)
        .filter(reply__in=[Participant.Reply.NONE, Participant.Reply.COMING])
        .order_by()
        .values_list(
            Value(INVITATION),
            F("pk"),
            F("session__title"),
            F("session__starts_at"),
            F("session__ends_at"),
            F("session__public_id"),
            F("session__state"),
            F("session__host__name"),
            F("reply"),
            F("session__reply_by"),
        )
    )


def _notice(row: tuple[Any, ...]) -> Notice:
    return Notice(pk=row[1], title=row[2], at=row[3], key=row[6], address=row[7])


def _invitation(row: tuple[Any, ...]) -> Participant:
    _kind, pk, title, starts_at, ends_at, public_id, state, host, reply, reply_by = row
    session = DemonstrationSession(
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        public_id=public_id,
        state=state,
        host=Organisation(name=host),
        reply_by=reply_by,
    )
    return Participant(pk=pk, session=session, reply=reply)
