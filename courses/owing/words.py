"""What a learner, and whoever reads of her, is told of due dates: words, a tone and an icon."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.owing.rules import Urgency, days_late, urgency_of

TONES = {
    Urgency.RECOMMENDED: ("", "star"),
    Urgency.UNDATED: ("info", "flag"),
    Urgency.LATER: ("info", "calendar"),
    Urgency.SOON: ("warn", "clock"),
    Urgency.TODAY: ("warn", "clock"),
    Urgency.LATE: ("late", "warning"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as a tag shows it: "Hạn 30/11", "Quá hạn 6 ngày", "Khuyến khích"."""

    text: str
    tone: str
    icon: str
    is_late: bool = False


def due_in_words(due: date | None, *, is_mandatory: bool, today: date) -> Due:
    urgency = urgency_of(due, is_mandatory=is_mandatory, today=today)
    tone, icon = TONES[urgency]
    return Due(_text(urgency, due, today), tone, icon, urgency is Urgency.LATE)


def _text(urgency: Urgency, due: date | None, today: date) -> str:
    if urgency is Urgency.RECOMMENDED:
        return _("Recommended")
    if due is None:
        return _("Mandatory, no due date")
    if urgency is Urgency.TODAY:
        return _("Due today")
    if urgency is Urgency.LATE:
        return late_by(days_late(due, today))
    return _("Due %(day)s") % {"day": short_day(due, today)}


def late_by(days: int) -> str:
    return ngettext("%(days)d day overdue", "%(days)d days overdue", days) % {"days": days}


def finished_late_by(days: int) -> str:
    return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}


def short_day(day: date, today: date) -> str:
    """Without the year where it is this one."""
    return f"{day:%d/%m}" if day.year == today.year else date_format(day, "SHORT_DATE_FORMAT")
