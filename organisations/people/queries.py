"""Reads of people."""

from accounts.models import User
from organisations.people.models import Person


def person_of(account: User) -> Person | None:
    """Who signs in with this account; None for an account that belongs to nobody."""
    return Person.objects.filter(account_id=account.pk).first()
