"""A person's dates as a file for calendars (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from common.calendar_text import calendar_text, day, escaped, moment
from notifications.calendars.rules import MEETING_DAY, Entry
from notifications.channels.wording import site_address


def calendar_file(entries: Iterable[Entry], *, now: datetime, today: date) -> str:
    """The monthly meeting, then `entries`."""
    return calendar_text(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Lop Chi bo//Lich hoc//VI",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            f"X-WR-CALNAME:{escaped(_('Lớp Chi bộ: my dates'))}",
            f"NAME:{escaped(_('Lớp Chi bộ: my dates'))}",
            "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
            "X-PUBLISHED-TTL:PT12H",
            *_meeting(now, today),
            *(line for entry in entries for line in _event(entry, now)),
            "END:VCALENDAR",
        ]
    )


def _meeting(now: datetime, today: date) -> Iterator[str]:
    """Every month on its day, since the beginning of the year."""
    first = date(today.year, 1, MEETING_DAY)
    yield "BEGIN:VEVENT"
    yield "UID:sinh-hoat-chi-bo-ngay-3@lop-chi-bo"
    yield f"DTSTAMP:{moment(now)}"
    yield f"DTSTART;VALUE=DATE:{day(first)}"
    yield f"DTEND;VALUE=DATE:{day(first + timedelta(days=1))}"
    yield f"RRULE:FREQ=MONTHLY;BYMONTHDAY={MEETING_DAY}"
    yield f"SUMMARY:{escaped(_('Meeting of the cell on the 3rd'))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _event(entry: Entry, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.key}@lop-chi-bo"
    yield f"DTSTAMP:{moment(now)}"
    if isinstance(entry.begins, datetime):
        yield f"DTSTART:{moment(entry.begins)}"
        yield f"DTEND:{moment(entry.ends or entry.begins + timedelta(hours=1))}"
    else:
        yield f"DTSTART;VALUE=DATE:{day(entry.begins)}"
        yield f"DTEND;VALUE=DATE:{day(entry.begins + timedelta(days=1))}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{escaped(entry.title)}"
    if entry.text:
        yield f"DESCRIPTION:{escaped(entry.text)}"
    if entry.address:
        yield f"URL:{site_address(entry.address)}"
    yield "END:VEVENT"
