"""Writing down that somebody was called; letting go of it."""

from datetime import datetime, timedelta

from accounts.models import User
from organisations.people.models import Person
from tracking.following.models import Call

KEPT = timedelta(days=365)
"""A call says little about anybody a year later."""


def record_call(*, person: Person, by: User, note: str, now: datetime) -> Call:
    """She was called: whoever calls next sees when, by whom, and what was said."""
    return Call.objects.create(person=person, by=by, note=" ".join(note.split()), at=now)


def forget_calls(*, person: Person) -> int:
    return Call.objects.filter(person=person).delete()[0]


def bring_over_calls(*, kept: Person, gone: Person) -> None:
    Call.objects.filter(person=gone).update(person=kept)


def forget_old_calls(*, now: datetime, dry_run: bool) -> int:
    old = Call.objects.filter(at__lt=now - KEPT)
    return old.count() if dry_run else old.delete()[0]
