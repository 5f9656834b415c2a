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
    """Those whose name or telephone holds every word of `text`, or whose user name it is.

    Marks, capitals, and the spaces, dots and dashes of a telephone number make no difference.
    """
    digits = _SEPARATORS.sub("", text).lstrip("+")
    words = [_digits_of_a_phone(digits)] if digits.isdecimal() else fold(text).split()
    found = reduce(and_, (Q(search_key__contains=word) for word in words), Q())
    if len(words) == 1 and not digits.isdecimal():
        found |= _called_so(words[0])
    return people.filter(found)


def _digits_of_a_phone(typed: str) -> str:
    """Numbers are kept as +84912…: what people type as 0912… has a zero too many."""
    return typed.removeprefix("0")


def _called_so(username: str) -> Q:
    """Asked beforehand, so that a search by name goes on by its index."""
    account = User.objects.filter(username=username).values_list("pk", flat=True).first()
    return Q(account_id=account) if account else Q(pk__in=())


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
