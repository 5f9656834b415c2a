"""Reads of people."""

from django.db.models import QuerySet

from accounts.models import User
from common.vietnamese import fold
from organisations.people.models import Person


def person_of(account: User) -> Person | None:
    """Who signs in with this account; None for an account that belongs to nobody."""
    return Person.objects.filter(account_id=account.pk).first()


def search_people(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those whose name or telephone holds every word of `text`, whatever its marks and spaces."""
    digits = "".join(text.split()).lstrip("+")
    words = [_digits_of_a_phone(digits)] if digits.isdecimal() else fold(text).split()
    for word in words:
        people = people.filter(search_key__contains=word)
    return people


def _digits_of_a_phone(typed: str) -> str:
    """Numbers are kept as +84912…: what people type as 0912… has a zero too many."""
    return typed.removeprefix("0")
