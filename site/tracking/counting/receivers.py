"""What is owed has changed, or a day has begun: the tallies follow."""

from datetime import date
from typing import Any

from common.days import day_began
from courses.assignments.models import Obligation
from courses.assignments.signals import obligations_changed
from tracking.counting.actions import count, fold


def connect() -> None:
    obligations_changed.connect(_obligations_changed)
    day_began.connect(_day_began)


def _obligations_changed(sender: type, before: list[Obligation], after: list[Obligation], **_: Any) -> None:
    count(before=before, after=after)


def _day_began(sender: type, today: date, **_: Any) -> None:
    fold(today=today)
