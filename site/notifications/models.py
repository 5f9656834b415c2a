"""What is kept of telling people: notices, how they leave, what each wishes, what she was reminded of."""

from notifications.calendars.models import CalendarAddress
from notifications.digests.models import DigestRound
from notifications.notices.models import Notice
from notifications.outbox.models import Delivery
from notifications.pushing.models import PushSubscription
from notifications.reminding.models import Escalation, Reminder
from notifications.ways.models import Wish

__all__ = [
    "CalendarAddress",
    "Delivery",
    "DigestRound",
    "Escalation",
    "Notice",
    "PushSubscription",
    "Reminder",
    "Wish",
]
