"""Everything computed anew beside what is stored: obligations from what is known, tallies from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Sum

from common.chunks import chunks
from courses.assignments.models import Obligation
from courses.assignments.queries import people_concerned
from courses.assignments.settling import differences, settle
from tracking.counting.actions import KINDS, tally_of
from tracking.counting.models import COUNTS, Tally
from tracking.counting.rules import Kind, Sheet

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """Something stored that does not follow."""

    what: str
    stored: str
    computed: str

    def __str__(self) -> str:
        return f"{self.what}: stored {self.stored}, computed {self.computed}"


def check_counters(*, mend: bool, today: date) -> Iterator[Difference]:
    """Compare what everybody owes, and every tally, with what follows; `mend` stores what is computed."""
    for people in chunks(people_concerned()):
        for row, stored, computed in differences(people=people, today=today):
            yield Difference(f"obligation {row}", stored, computed)
        if mend:
            settle(people=people, today=today)
    yield from _check_tallies(mend)


@transaction.atomic
def _check_tallies(mend: bool) -> Iterator[Difference]:
    sheet = Sheet()
    for obligation in Obligation.objects.filter(is_current=True).iterator(2000):
        sheet.add(obligation)
    stored = Tally.objects.order_by().values(*KINDS).annotate(**{f"sum_{name}": Sum(name) for name in COUNTS})
    for row in stored.iterator(2000):
        kind = Kind(*(row[name] for name in KINDS))
        sheet.take(kind, {name: row[f"sum_{name}"] for name in COUNTS})
    missing = list(sheet.changes())
    for kind, numbers in missing:
        yield Difference(f"tally {tuple(kind)}", "", f"{numbers} more")
    if mend:
        Tally.objects.bulk_create((tally_of(kind, numbers) for kind, numbers in missing), BATCH)
