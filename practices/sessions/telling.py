"""What those invited are told, in the language of the site, and where it leads."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.actions import tell
from practices.sessions.models import DemonstrationSession, Participant, SessionChange

Reply = Participant.Reply
Line = list[str]
LONGEST_TITLE = 255
INVITED = "invited:"
"""What the keys of invitations hold."""


def invited(session: DemonstrationSession) -> QuerySet[Participant]:
    """Whoever is invited and was not told otherwise."""
    return Participant.objects.filter(session=session, withdrawn_at__isnull=True)


def expected(session: DemonstrationSession) -> QuerySet[Participant]:
    """Those who come, wait for a place, or have not said."""
    return invited(session).exclude(reply=Reply.NOT_COMING)


def when_in_words(starts_at: datetime, ends_at: datetime) -> str:
    """14:00–16:00, Thứ ba 02/03/2027"""
    begins, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    day = date_format(begins, "l d/m/Y")
    return f"{date_format(begins, 'H:i')}–{date_format(ends, 'H:i')}, {day}"


def tell_invited(session: DemonstrationSession, people: Iterable[Participant], now: datetime) -> int:
    with _in_the_sites_language():
        return _tell(
            session,
            people,
            f"{INVITED}{now:%Y%m%d%H%M%S}",
            title=_("You are invited: %(title)s") % {"title": session.title},
            text=_in_short(session),
            now=now,
        )


def tell_change(session: DemonstrationSession, change: SessionChange, now: datetime) -> int:
    with _in_the_sites_language():
        return _tell(
            session,
            expected(session),
            f"change:{change.pk}",
            title=_("Changed: %(title)s") % {"title": session.title},
            text="\n".join(_line_in_words(line) for line in change.lines),
            now=now,
        )


def tell_cancelled(session: DemonstrationSession, now: datetime) -> int:
    """Those who had said no are told as well: they may have kept the day free after all."""
    with _in_the_sites_language():
        return _tell(
            session,
            invited(session),
            "cancelled",
            title=_("Cancelled: %(title)s") % {"title": session.title},
            text=_("It was to be held %(when)s. Why: %(why)s")
            % {"when": _when(session), "why": session.cancelled_why},
            now=now,
        )


def tell_withdrawn(session: DemonstrationSession, people: Iterable[Participant], now: datetime) -> int:
    with _in_the_sites_language():
        return _tell(
            session,
            people,
            f"withdrawn:{now:%Y%m%d%H%M%S}",
            title=_("No longer invited: %(title)s") % {"title": session.title},
            text=_(
                "The invitation for %(when)s has been taken back. Please call %(host)s if you have questions."
            )
            % {"when": _when(session), "host": session.host.name},
            address=reverse("practices:my_sessions"),
            now=now,
        )


def tell_moved_up(session: DemonstrationSession, people: Iterable[Participant], now: datetime) -> int:
    with _in_the_sites_language():
        return _tell(
            session,
            people,
            f"place:{now:%Y%m%d%H%M%S}",
            title=_("There is a place for you: %(title)s") % {"title": session.title},
            text=_("You were on the waiting list; now you are among those who come. %(in_short)s")
            % {"in_short": _in_short(session, asks=False)},
            now=now,
        )


def remind_to_answer(session: DemonstrationSession, now: datetime) -> int:
    with _in_the_sites_language():
        return _tell(
            session,
            invited(session).filter(reply=Reply.NONE),
            f"answer:{session.reply_by}",
            title=_("Please answer by tomorrow: %(title)s") % {"title": session.title},
            text=_in_short(session),
            now=now,
        )


def remind_of_session(session: DemonstrationSession, now: datetime) -> int:
    with _in_the_sites_language():
        return _tell(
            session,
            invited(session).filter(reply=Reply.COMING),
            f"tomorrow:{session.starts_at:%Y%m%d%H%M}",
            title=_("Tomorrow: %(title)s") % {"title": session.title},
            text=_in_short(session, asks=False),
            now=now,
        )


def _tell(session: DemonstrationSession, people: Iterable[Participant], key: str, **said: Any) -> int:
    told = User.objects.filter(person__in=[one.person_id for one in people])
    said.setdefault("address", reverse("practices:session", args=[session.public_id]))
    title = said.pop("title")[:LONGEST_TITLE]
    return tell(accounts=told, key=f"session:{session.pk}:{key}", title=title, **said)


def _when(session: DemonstrationSession) -> str:
    return when_in_words(session.starts_at, session.ends_at)


def _in_short(session: DemonstrationSession, *, asks: bool = True) -> str:
    """When, where, and by when to answer."""
    parts = [_when(session), session.place or session.link, session.host.name]
    if asks and session.reply_by:
        parts.append(_("Please answer by %(day)s") % {"day": date_format(session.reply_by, "d/m/Y")})
    return ". ".join(part for part in parts if part) + "."


def _line_in_words(line: Line) -> str:
    label, before, after = line
    if "\n" in before + after or len(before + after) > 160:
        return _("%(what)s: changed") % {"what": label}
    return f"{label}: {before or '–'} → {after or '–'}"


def _in_the_sites_language() -> Any:
    return translation.override(settings.LANGUAGE_CODE)
