"""Reads of the privacy notice: which one is in force, who has read it."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from organisations.people.models import Person
from organisations.privacy.notices.models import NoticeSeen, PrivacyNotice

IN_FORCE = "privacy.notice.in_force"
REMEMBERED_FOR = 300
"""Seconds for which a process believes that the notice it knows is the one in force."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The number of the notice in force, 0 for none, and whether a reader need not be shown it."""

    number: int
    is_settled: bool


def published_notices() -> QuerySet[PrivacyNotice]:
    return PrivacyNotice.objects.filter(published_at__isnull=False)


def all_notices() -> QuerySet[PrivacyNotice]:
    """With the draft, for those who write it."""
    return PrivacyNotice.objects.select_related("published_by")


def notice_in_force(today: date) -> PrivacyNotice | None:
    return published_notices().filter(in_force_from__lte=today).first()


def draft_notice() -> PrivacyNotice | None:
    """The version that is being written, if there is one."""
    return PrivacyNotice.objects.filter(published_at__isnull=True).first()


def has_read(person: Person, notice: PrivacyNotice) -> bool:
    return NoticeSeen.objects.filter(person=person, notice=notice).exists()


def number_in_force(today: date) -> int | None:
    """What this process remembers of the notice in force; None where it has to ask."""
    number: int | None = cache.get(_key(today))
    return number


def standing_of(account: User, today: date) -> Standing:
    """Where an account stands towards the notice in force, by one query; what it tells is remembered.

    An account that belongs to nobody has nobody's data.
    """
    seen = NoticeSeen.objects.filter(notice=OuterRef("pk"), person__account=account)
    notice = (
        published_notices()
        .filter(in_force_from__lte=today)
        .annotate(seen=Exists(seen), somebody=Exists(Person.objects.filter(account=account)))
        .values_list("number", "seen", "somebody")
        .first()
    )
    number, seen_it, somebody = notice or (0, True, True)
    cache.set(_key(today), number, REMEMBERED_FOR)
    return Standing(number, seen_it or not somebody)


def forget_the_notice_in_force(today: date) -> None:
    cache.delete(_key(today))


def _key(today: date) -> str:
    """A version that comes into force at midnight is not hidden by yesterday's memory."""
    return f"{IN_FORCE}.{today}"
