"""When somebody is reminded of a thing that is due, and when those above her are told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Plan:
    """On which days: so many before it is due (0 is the day itself), then every so many after, so often.

    `rest_days`: whoever was at it lately is not reminded while there is still time. Those above are told
    once it is later than `escalate_after_days` and `escalate_after_reminders` got no answer.
    """

    before: tuple[int, ...] = (30, 14, 7, 1, 0)
    every_late: int = 7
    late_at_most: int = 8
    rest_days: int = 3
    escalate_after_days: int = 14
    escalate_after_reminders: int = 2


STANDARD = Plan()
NO_REST = 7
"""In the last days before it is due, whoever is at it is reminded as well."""


@dataclass(frozen=True, slots=True)
class Due:
    """A thing that somebody has to do, as the room it belongs to tells it.

    `key` tells it from every other thing of that person. `since` is the day on which she was first told of
    it; days of the plan before are past. `last_activity` is when she was last at it.
    """

    key: str
    title: str
    due: date
    since: date
    address: str = ""
    finished_on: date | None = None
    last_activity: date | None = None


def days_of(thing: Due, plan: Plan = STANDARD) -> list[date]:
    """The days on which somebody may be reminded of a thing, in order."""
    before = [thing.due - timedelta(days=days) for days in plan.before]
    late = [thing.due + timedelta(days=plan.every_late * turn) for turn in range(1, plan.late_at_most + 1)]
    return sorted(day for day in {*before, *late} if day > thing.since)


def is_reminder_due(thing: Due, *, today: date, last_reminded: date | None, plan: Plan = STANDARD) -> bool:
    """Whether a day of the plan has come since she was last reminded of it.

    Days that passed while nothing ran are made good by one reminder, not by several.
    """
    if thing.finished_on is not None:
        return False
    passed = [day for day in days_of(thing, plan) if day <= today]
    if not passed or (last_reminded is not None and last_reminded >= passed[-1]):
        return False
    return not _is_at_it(thing, today, plan)


def _is_at_it(thing: Due, today: date, plan: Plan) -> bool:
    if thing.last_activity is None or (thing.due - today).days <= NO_REST:
        return False
    return (today - thing.last_activity).days < plan.rest_days


def is_escalation_due(
    thing: Due, *, today: date, reminded_on: Collection[date], was_escalated: bool, plan: Plan = STANDARD
) -> bool:
    """Whether those above are to be told. A reminder is unanswered while she has not been at it since."""
    if was_escalated or thing.finished_on is not None:
        return False
    if (today - thing.due).days <= plan.escalate_after_days:
        return False
    heard = thing.last_activity or date.min
    unanswered = [day for day in reminded_on if day > thing.due and day > heard]
    return len(unanswered) >= plan.escalate_after_reminders
