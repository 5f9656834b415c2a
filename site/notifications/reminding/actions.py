"""Reminding somebody, at most once a day; telling those above, once for each thing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from notifications.actions import Line, tell
from notifications.reminding.models import Escalation, Reminder
from notifications.reminding.queries import escalations_due, reminders_due
from notifications.reminding.rules import STANDARD, Due, Plan
from notifications.ways.rules import Kind


@transaction.atomic
def remind(
    *, account: User, things: Sequence[Due], now: datetime, plan: Plan = STANDARD, address: str = ""
) -> bool:
    """Remind her of those of these things whose day has come, all in one; whether she was reminded.

    At most once a day, whoever asks and however often: what another room finds due on the same day waits for
    the next. `address` is where she sees them all; of a single thing its own address counts.
    """
    today = timezone.localdate(now)
    due = reminders_due(account, things, today=today, plan=plan)
    if not due:
        return False
    with translation.override(account.language):
        told = tell(
            accounts=[account],
            key=f"reminder:{today:%Y%m%d}",
            title=_reminder_title(due, today),
            text="" if len(due) > 1 else _when(due[0], today),
            address=due[0].address if len(due) == 1 else address,
            lines=[Line(thing.title, _when(thing, today), thing.address) for thing in due] * (len(due) > 1),
            kind=Kind.REMINDER,
            now=now,
        )
    if told:
        Reminder.objects.bulk_create(
            (Reminder(account=account, thing=thing.key, on=today) for thing in due), ignore_conflicts=True
        )
    return bool(told)


def _reminder_title(due: Sequence[Due], today: date) -> str:
    if len(due) > 1:
        return ngettext(
            "%(count)d thing is waiting for you", "%(count)d things are waiting for you", len(due)
        ) % {"count": len(due)}
    late = due[0].due < today
    said = _("Overdue: %(title)s") if late else _("Due soon: %(title)s")
    return (said % {"title": due[0].title})[:255]


def _when(thing: Due, today: date) -> str:
    day = date_format(thing.due, "d/m/Y")
    days = (thing.due - today).days
    if days > 0:
        said = ngettext("Due on %(day)s, in %(count)d day.", "Due on %(day)s, in %(count)d days.", days)
    elif days == 0:
        said = _("Due today, %(day)s.")
    else:
        said = ngettext(
            "Was due on %(day)s, %(count)d day ago.", "Was due on %(day)s, %(count)d days ago.", -days
        )
    return said % {"day": day, "count": abs(days)}


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody below and what she has to do, as those above may see it; `who` says who and where."""

    account: User
    who: str
    things: Sequence[Due]
    address: str = ""


@transaction.atomic
def escalate(
    *,
    organisers: Sequence[User],
    late: Iterable[Late],
    now: datetime,
    plan: Plan = STANDARD,
    address: str = "",
) -> int:
    """Tell the organisers over a unit who is long late there and does not answer; returns of how many things.

    Once for each thing. Where nobody is over the unit, nothing is taken as told. The caller sees to it that
    these organisers may see those who are late.
    """
    told = list(_newly_late(late, now, plan)) if organisers else []
    if told:
        title = ngettext(
            "%(count)d thing is long overdue in your part of the tree",
            "%(count)d things are long overdue in your part of the tree",
            len(told),
        )
        tell(
            accounts=organisers,
            key=f"escalation:{min(escalation.pk for escalation, _line in told)}",
            title=title % {"count": len(told)},
            text=_("Reminders were not answered. A call may help."),
            address=address,
            lines=[line for _escalation, line in told],
            kind=Kind.OVERDUE,
            now=now,
        )
    return len(told)


def _newly_late(late: Iterable[Late], now: datetime, plan: Plan) -> Iterator[tuple[Escalation, Line]]:
    today = timezone.localdate(now)
    for one in late:
        for thing in escalations_due(one.account, one.things, today=today, plan=plan):
            made, is_new = Escalation.objects.get_or_create(
                account=one.account, thing=thing.key, defaults={"at": now}
            )
            if is_new:
                said = f"{thing.title}. {_when(thing, today)}"
                yield made, Line(one.who, said, one.address or thing.address)
