"""A session as a file for calendars (RFC 5545): the same event again, with a higher number, once it is
changed or cancelled."""

from datetime import datetime

from django.utils.translation import gettext as _

from common.calendar_text import calendar_text, escaped, moment, quoted
from practices.sessions.models import DemonstrationSession


def calendar_file(session: DemonstrationSession, *, address: str, now: datetime) -> str:
    """`address` is the session's page, with the site's name."""
    is_cancelled = session.state == DemonstrationSession.State.CANCELLED
    place = ", ".join(part for part in (session.place, session.link) if part)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lop Chi bo//Sinh hoat diem//VI",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if is_cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{session.public_id}@lop-chi-bo",
        f"SEQUENCE:{session.sequence}",
        f"DTSTAMP:{moment(now)}",
        f"DTSTART:{moment(session.starts_at)}",
        f"DTEND:{moment(session.ends_at)}",
        f"SUMMARY:{escaped(session.title)}",
        f"LOCATION:{escaped(place)}",
        f"DESCRIPTION:{escaped(_description(session, address))}",
        f"URL:{address}",
        f"ORGANIZER;CN={quoted(session.host.name)}:urn:uuid:{session.host.public_id}",
        f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}",
        *([] if is_cancelled else _alarm(session)),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return calendar_text(lines)


def _description(session: DemonstrationSession, address: str) -> str:
    if session.cancelled_why:
        return _("Cancelled: %(why)s") % {"why": session.cancelled_why}
    parts = [session.programme, session.to_prepare, address]
    return "\n\n".join(part.strip().replace("\r\n", "\n") for part in parts if part.strip())


def _alarm(session: DemonstrationSession) -> list[str]:
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(session.title)}",
        "TRIGGER:-P1D",
        "END:VALARM",
    ]
