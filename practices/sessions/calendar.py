"""A session as a file for calendars (RFC 5545): the same event again, with a higher number, once it is
changed or cancelled."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from practices.sessions.models import DemonstrationSession

LONGEST_LINE = 75
"""Octets, without the line's end."""


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
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(session.starts_at)}",
        f"DTEND:{_moment(session.ends_at)}",
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
    return "".join(f"{part}\r\n" for part in _folded(lines))


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


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """As the value of a property: backslashes, commas, semicolons and ends of lines mean something there."""
    kept = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return kept.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def quoted(text: str) -> str:
    """As the value of a parameter, in which a quotation mark cannot stand."""
    plain = "".join(letter for letter in text if letter.isprintable())
    return '"{}"'.format(plain.replace('"', "'"))


def _folded(lines: Iterable[str]) -> Iterator[str]:
    """No line is longer than 75 octets, and none is cut within a letter."""
    for line in lines:
        room, part = LONGEST_LINE, ""
        for letter in line:
            size = len(letter.encode())
            if size > room:
                yield part
                part, room = " ", LONGEST_LINE - 1
            part += letter
            room -= size
        yield part
