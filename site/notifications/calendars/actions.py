"""Giving a calendar an address, another one, or none."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import get_random_string

from accounts.models import User
from notifications.calendars.models import CalendarAddress


@transaction.atomic
def renew_address(*, account: User, now: datetime) -> CalendarAddress:
    """From now on this address opens her calendar, and no other."""
    address, _is_new = CalendarAddress.objects.update_or_create(
        account=account, defaults={"seed": get_random_string(32), "made_at": now}
    )
    return address


def revoke_address(*, account: User) -> None:
    CalendarAddress.objects.filter(account=account).delete()
