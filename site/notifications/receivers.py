"""A new day begins: there is a round of the outbox and of the digest to come."""

from typing import Any

from django.utils import timezone

from common.days import day_began
from notifications.rounds import plan_round


def connect() -> None:
    day_began.connect(_day_began)


def _day_began(sender: type, **_: Any) -> None:
    plan_round(at=timezone.now())
