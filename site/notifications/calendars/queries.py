"""Whose calendar an address opens, and what stands in it."""

from datetime import date
from typing import Any

from django.core.signing import BadSignature, Signer

from accounts.models import User
from notifications.calendars.models import CalendarAddress
from notifications.calendars.rules import Entry
from notifications.calendars.signals import gathering_calendar

_signer = Signer(sep=".", salt="notifications.calendars")


def token_of(address: CalendarAddress) -> str:
    """What stands in the address that she gives to her calendar."""
    return _signer.sign(address.seed)


def own_address(account: User) -> CalendarAddress | None:
    return CalendarAddress.objects.filter(account=account).first()


def account_at(token: str) -> User | None:
    """Whose calendar it is; None where the address was taken back or never was."""
    try:
        seed = _signer.unsign(token)
    except BadSignature:
        return None
    found = CalendarAddress.objects.filter(seed=seed, account__is_active=True).select_related("account")
    address = found.first()
    return address.account if address else None


def entries_of(account: User, *, today: date) -> list[Entry]:
    """What the rooms above have for her, by day."""
    said: Any = gathering_calendar.send(sender=User, account=account, today=today)
    entries: list[Entry] = [entry for _receiver, found in said for entry in found or []]
    return sorted(entries, key=lambda entry: (entry.begins.isoformat(), entry.key))
