"""Keeping the tallies, in the transaction that changed what they count."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, DateField, F, Q, QuerySet, Sum, When
from django.db.models.functions import Cast, TruncQuarter

from courses.assignments.models import Obligation
from tracking.counting.models import COUNTS, Tally
from tracking.counting.rules import Kind, sheet_of

UNDATED = ("organisation", "course", "post", "cell_type", "is_mandatory")
"""The columns of a kind, without its due date."""
BATCH = 1000


def count(*, before: Iterable[Obligation], after: Iterable[Obligation]) -> None:
    """Let the tallies follow a change of obligations."""
    changes = sheet_of(after, before).changes()
    Tally.objects.bulk_create((tally_of(kind, numbers) for kind, numbers in changes), BATCH)


def tally_of(kind: Kind, numbers: dict[str, int]) -> Tally:
    return Tally(
        organisation_id=kind.organisation,
        course_id=kind.course,
        post=kind.post,
        cell_type_id=kind.cell_type,
        is_mandatory=kind.is_mandatory,
        due=kind.due,
        **numbers,
    )


def fold(*, today: date) -> int:
    """Let each sum be one row again, a course of an organisation at a time; returns how many rows went.

    What was due before today is summed by quarters (`rules.due_as_told`).
    A row that is added meanwhile stays beside it and is folded the next time.
    """
    rows = _by_kind(Tally.objects.all(), today).annotate(
        rows=Count("pk"), loose=Count("pk", filter=Q(due__lt=today) & ~Q(due=F("told")))
    )
    untidy = rows.filter(Q(rows__gt=1) | Q(loose__gt=0))
    pairs = set(untidy.values_list("organisation", "course"))
    return sum(_fold(organisation, course, today) for organisation, course in sorted(pairs))


@transaction.atomic
def _fold(organisation: int, course: int, today: date) -> int:
    rows = Tally.objects.select_for_update().filter(organisation=organisation, course=course)
    held = list(rows.values_list("pk", flat=True))
    folded = [
        tally_of(kind, counts)
        for kind, counts in sums(Tally.objects.filter(pk__in=held), today)
        if any(counts.values())
    ]
    Tally.objects.filter(pk__in=held).delete()
    Tally.objects.bulk_create(folded, BATCH)
    return len(held) - len(folded)


def sums(tallies: QuerySet[Tally], today: date) -> Iterator[tuple[Kind, dict[str, int]]]:
    """What stands: rows of one kind added up."""
    counts = {f"sum_of_{name}": Sum(name) for name in COUNTS}
    for row in _by_kind(tallies, today).annotate(**counts).iterator(2000):
        yield (
            Kind(*(row[name] for name in (*UNDATED, "told"))),
            {name: row[f"sum_of_{name}"] for name in COUNTS},
        )


def _by_kind(tallies: QuerySet[Tally], today: date) -> Any:
    """Grouped by kind, due dates as `rules.due_as_told` tells them."""
    # PostgreSQL truncates a date to a moment.
    quarter = Cast(TruncQuarter("due"), DateField())
    told = Case(When(due__lt=today, then=quarter), default=F("due"), output_field=DateField())
    return tallies.order_by().annotate(told=told).values(*UNDATED, "told")
