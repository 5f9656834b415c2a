"""Whom to call and why, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.assignments.models import Obligation
from organisations.people.models import Person
from tracking.following.models import Call
from tracking.following.queries import Heard
from tracking.following.rules import Need
from tracking.following.words import record_address, said_day, where_of


@dataclass(frozen=True, slots=True)
class ToCall:
    """Somebody to call, why, and what is known of her."""

    number: int
    person: Person
    address: str
    post: str
    where: str
    course: str
    reason: str
    facts: list[str]
    more: int = 0
    last_call: Call | None = None
    tone: str = ""
    is_reached_by_telephone_alone: bool = False


def to_call(
    number: int,
    rows: Sequence[Obligation],
    place: str,
    today: date,
    *,
    heard: Heard | None,
    last_call: Call | None = None,
) -> ToCall:
    """`rows` are what one person is called about, the most pressing first."""
    first: Any = rows[0]
    return ToCall(
        number=number,
        person=first.person,
        address=record_address(first.person),
        post=first.get_post_display(),
        where=where_of(first.organisation, place),
        course=first.course_title,
        reason=reason(first, today),
        facts=_facts(heard, rows),
        more=len(rows) - 1,
        last_call=last_call,
        tone="late" if first.need == Need.LATE else "warn",
        is_reached_by_telephone_alone=not first.person.email,
    )


def reason(row: Any, today: date) -> str:
    """Why somebody is called about what she owes."""
    match Need(row.need):
        case Need.LATE:
            days = (today - row.due).days
            return ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {"days": days}
        case Need.NOT_PASSED:
            return _("not passed on %(day)s") % {"day": said_day(row.not_passed_on)}
        case Need.DUE_SOON:
            days = (row.due - today).days
            if days == 0:
                return _("due today")
            return ngettext("due in %(days)s day", "due in %(days)s days", days) % {"days": days}
        case Need.UNTOUCHED:
            return _("assigned on %(day)s, not begun") % {"day": said_day(row.began)}


def _facts(heard: Heard | None, rows: Sequence[Obligation]) -> list[str]:
    if heard is None:
        begun = max((row.started_on for row in rows if row.started_on), default=None)
        if begun is None:
            return [_("has never learnt here")]
        return [_("began on %(day)s, no lesson has come through yet") % {"day": said_day(begun)}]
    synced = _("last came through on %(day)s") % {"day": said_day(heard.synced_at)}
    if heard.came_late:
        synced = _("%(synced)s (may be without a line)") % {"synced": synced}
    return [_("learnt last on %(day)s") % {"day": said_day(heard.learnt_at)}, synced]
