"""Reads of people."""

import re
from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet

from accounts.models import User
from common.vietnamese import fold
from organisations.people.models import Person
from organisations.people.rules import plain_username

_SEPARATORS = re.compile(r"[\s.\-()]")


def person_of(account: User) -> Person | None:
    """Who signs in with this account; None for an account that belongs to nobody."""
    return Person.objects.filter(account_id=account.pk).first()


def search_people(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those whose name or telephone holds every word of `text`.

    Marks, capitals, and the spaces, dots and dashes of a telephone number make no difference.
    """
    return people.filter(_holding(text))


def search_people_and_accounts(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Like `search_people`, and whose user name `text` is, as a whole."""
    account = User.objects.filter(username=text.strip().lower()).values_list("pk", flat=True).first()
    # Asked beforehand, so that a search by name goes on by its index.
    return people.filter(_holding(text) | Q(account_id=account)) if account else search_people(people, text)


def _holding(text: str) -> Q:
    digits = _SEPARATORS.sub("", text).lstrip("+")
    words = [_digits_of_a_phone(digits)] if digits.isdecimal() else fold(text).split()
    return reduce(and_, (Q(search_key__contains=word) for word in words), Q())


def _digits_of_a_phone(typed: str) -> str:
    """Numbers are kept as +84912…: what people type as 0912… has a zero too many."""
    return typed.removeprefix("0")


def usernames_taken(full_names: Iterable[str]) -> set[str]:
    """The user names that stand in the way of new ones for people called so."""
    wanted = sorted({plain_username(name) for name in full_names})
    taken: set[str] = set()
    for some in _batches(wanted, 500):
        taken.update(_usernames(Q(username__in=some)))
    for some in _batches(sorted(taken), 50):
        taken.update(_usernames(reduce(or_, (Q(username__startswith=name) for name in some))))
    return taken


def _usernames(condition: Q) -> QuerySet[User, str]:
    return User.objects.filter(condition).values_list("username", flat=True)


def _batches(names: list[str], size: int) -> Iterable[list[str]]:
    return (names[start : start + size] for start in range(0, len(names), size))
