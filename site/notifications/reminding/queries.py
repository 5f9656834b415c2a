"""Of what somebody was reminded before, and what those above were told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from accounts.models import User
from notifications.reminding.models import Escalation, Reminder
from notifications.reminding.rules import STANDARD, Due, Plan, is_escalation_due, is_reminder_due


def reminded_on(account: User, things: Iterable[Due]) -> dict[str, list[date]]:
    """The days, in order, by the key of the thing."""
    days: dict[str, list[date]] = defaultdict(list)
    found = Reminder.objects.filter(account=account, thing__in=[thing.key for thing in things])
    for thing, on in found.order_by("on").values_list("thing", "on"):
        days[thing].append(on)
    return days


def reminders_due(account: User, things: Sequence[Due], *, today: date, plan: Plan = STANDARD) -> list[Due]:
    """What she is to be reminded of today, the most urgent first."""
    days = reminded_on(account, things)
    found = [
        thing
        for thing in things
        if is_reminder_due(thing, today=today, last_reminded=max(days[thing.key], default=None), plan=plan)
    ]
    return sorted(found, key=lambda thing: (thing.due, thing.key))


def escalations_due(account: User, things: Sequence[Due], *, today: date, plan: Plan = STANDARD) -> list[Due]:
    """Of which of these things those above her are to be told."""
    days = reminded_on(account, things)
    known = Escalation.objects.filter(account=account, thing__in=[thing.key for thing in things])
    told = set(known.values_list("thing", flat=True))
    return [
        thing
        for thing in things
        if is_escalation_due(
            thing, today=today, reminded_on=days[thing.key], was_escalated=thing.key in told, plan=plan
        )
    ]
