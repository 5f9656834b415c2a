"""A day has begun: what is due is made. Who is erased has no schedules."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, override

from common.days import day_began
from organisations.people.models import Person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.signals import erasing_person
from tracking.scheduling.actions import forget_schedules, make_what_is_due
from tracking.scheduling.tasks import make_later


def connect() -> None:
    day_began.connect(_day_began)
    erasing_person.connect(_erasing)


def _erasing(sender: type, person: Person, **_: Any) -> list[Trace]:
    return [Trace(gettext("schedules of reports"), forget_schedules(owner=person.account))]


def _day_began(sender: type, today: date, **_: Any) -> None:
    with override("vi"):
        make_what_is_due(today=today, now=timezone.now(), make_later=make_later)
