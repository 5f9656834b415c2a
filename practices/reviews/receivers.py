"""What she committed to stands in her calendar on its day, until it is done."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.calendars.rules import Entry
from notifications.calendars.signals import gathering_calendar
from organisations.people.models import Person
from practices.reviews.models import Commitment
from practices.reviews.queries import commitments_of


def connect() -> None:
    gathering_calendar.connect(_gathering_calendar)


def _gathering_calendar(sender: type, account: User, today: date, **__: Any) -> list[Entry]:
    person = Person.objects.filter(account=account).first()
    return [
        Entry(
            key=f"cam-ket-{one.public_id}",
            title=_("Commitment: %(text)s") % {"text": one.text},
            begins=one.by,
            address=reverse("practices:commitment", args=[one.public_id]),
        )
        for one in commitments_of(person).filter(state=Commitment.State.OPEN)
    ]
