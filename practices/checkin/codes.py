"""A person's own code for every session: made when first needed, short, without letters that look alike."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from accounts.cards.rules import ALPHABET, LENGTH, as_meant, new_code
from organisations.people.models import Person
from practices.checkin.models import AttendanceCode
from practices.checkin.queries import codes_of

_LETTERS = frozenset(ALPHABET)


def is_code(text: str) -> bool:
    """Whether a text could be somebody's code."""
    return len(text) == LENGTH and set(text) <= _LETTERS


def code_in(typed: str) -> str:
    """The code behind what was typed or scanned, in any case, with or without dashes; "" for other texts."""
    meant = as_meant(typed[:80])
    return meant if is_code(meant) else ""


@transaction.atomic
def ensure_codes(
    *, people: Iterable[int], now: datetime, make: Callable[[], str] = new_code
) -> dict[int, str]:
    """Everybody's code, by primary keys; who has none gets one."""
    wanted = list(people)
    known = codes_of(wanted)
    missing = [pk for pk in dict.fromkeys(wanted) if pk not in known]
    while missing:
        # Another host may be opening the same list; and of 55 thousand million two may be one.
        rows = [AttendanceCode(person_id=pk, code=make(), made_at=now) for pk in missing]
        AttendanceCode.objects.bulk_create(rows, ignore_conflicts=True)
        known |= codes_of(missing)
        missing = [pk for pk in missing if pk not in known]
    return known


def ensure_code(*, person: Person, now: datetime) -> str:
    return ensure_codes(people=[person.pk], now=now)[person.pk]
