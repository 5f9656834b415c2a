"""Keeping the tallies, in the transaction that changed what they count."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Sum

from courses.assignments.models import Obligation
from tracking.counting.models import COUNTS, Tally
from tracking.counting.rules import Kind, sheet_of

KINDS = ("organisation", "course", "post", "cell_type", "is_mandatory", "due")
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


def fold() -> int:
    """Let each sum be one row again, a course of an organisation at a time; returns how many rows went.

    A row that is added meanwhile stays beside it and is folded the next time.
    """
    many = Tally.objects.values_list(*KINDS).annotate(rows=Count("pk")).filter(rows__gt=1).order_by()
    pairs = {(organisation, course) for organisation, course, *_ in many}
    return sum(_fold(organisation, course) for organisation, course in sorted(pairs))


@transaction.atomic
def _fold(organisation: int, course: int) -> int:
    rows = Tally.objects.select_for_update().filter(organisation=organisation, course=course)
    held = list(rows.values_list("pk", flat=True))
    among = Tally.objects.filter(pk__in=held)
    sums = among.values(*KINDS).annotate(**{f"sum_{name}": Sum(name) for name in COUNTS}).order_by()
    folded = [
        tally_of(Kind(*(row[name] for name in KINDS)), {name: row[f"sum_{name}"] for name in COUNTS})
        for row in sums
        if any(row[f"sum_{name}"] for name in COUNTS)
    ]
    among.delete()
    Tally.objects.bulk_create(folded, BATCH)
    return len(held) - len(folded)
