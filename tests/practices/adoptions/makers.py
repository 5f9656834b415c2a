"""Typed makers: a cell that says where it stands with a practice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.adoptions.actions import Words, record_adoption, report_adoption
from practices.adoptions.models import Adoption
from practices.exemplars.models import Practice

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
"""Ten in the morning of the second of March, where the cells are."""
TODAY = date(2026, 3, 2)


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def record(
    practice: Practice,
    cell: Organisation,
    state: str = "tried",
    *,
    on: date | None = None,
    by: Person | None = None,
    now: datetime = NOW,
    key: UUID | None = None,
    **words: Any,
) -> Adoption:
    """The first word of a cell, of the day on which it is said unless told otherwise."""
    said = Words(state=state, on=on or timezone.localdate(now), **words)
    return record_adoption(practice=practice, cell=cell, key=key or uuid4(), words=said, by=by, now=now)


def report(
    adoption: Adoption,
    state: str,
    *,
    on: date | None = None,
    by: Person | None = None,
    now: datetime = NOW,
    key: UUID | None = None,
    **words: Any,
) -> Adoption:
    """A later word."""
    said = Words(state=state, on=on or timezone.localdate(now), **words)
    return report_adoption(adoption=adoption, key=key or uuid4(), words=said, by=by, now=now)
