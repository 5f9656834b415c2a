"""Her sessions stand in her calendar; a week's digest says which are to come."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from notifications.actions import Line
from notifications.calendars.rules import Entry
from notifications.calendars.signals import gathering_calendar
from notifications.digests.signals import composing_digest
from organisations.people.models import Person
from practices.sessions.models import Participant
from practices.sessions.queries import invitations_to_come
from practices.sessions.telling import when_in_words

MOST_TOLD = 3


def connect() -> None:
    gathering_calendar.connect(_gathering_calendar)
    composing_digest.connect(_composing_digest)


def _gathering_calendar(sender: type, account: User, today: date, **_: Any) -> list[Entry]:
    """The key is the one of the session's own file, so that a calendar that took it in shows it once."""
    return [
        Entry(
            key=str(one.session.public_id),
            title=one.session.title,
            begins=one.session.starts_at,
            ends=one.session.ends_at,
            text=one.session.place or one.session.link,
            address=_page_of(one),
        )
        for one in _to_come(account)
    ]


def _composing_digest(sender: type, account: User, **_: Any) -> list[Line]:
    return [
        Line(one.session.title, when_in_words(one.session.starts_at, one.session.ends_at), _page_of(one))
        for one in _to_come(account)[:MOST_TOLD]
    ]


def _to_come(account: User) -> list[Participant]:
    """Those she has not declined."""
    person, now = Person.objects.filter(account=account).first(), timezone.now()
    found = invitations_to_come(person, now).exclude(reply=Participant.Reply.NOT_COMING)
    return list(found)


def _page_of(invitation: Participant) -> str:
    return reverse("practices:session", args=[invitation.session.public_id])
