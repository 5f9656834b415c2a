"""Everything computed anew beside what is stored: obligations from what is known, tallies from them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from common.chunks import chunks
from courses.assignments.models import Obligation
from courses.assignments.queries import people_concerned, places_above, some_people_concerned
from courses.assignments.settling import differences, settle
from organisations.tree.queries import within
from organisations.tree.rules import numbers_on
from tracking.counting.actions import sums, tally_of
from tracking.counting.models import Tally
from tracking.counting.rules import Sheet

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """Something stored that does not follow."""

    what: str
    stored: str
    computed: str

    def __str__(self) -> str:
        return f"{self.what}: stored {self.stored}, computed {self.computed}"


def check_counters(*, mend: bool, today: date, sample: int | None = None) -> Iterator[Difference]:
    """Compare what everybody owes, and every tally, with what follows; `mend` stores what is computed.

    With a `sample`, of so many people, drawn by chance, and of the tallies right above their posts.
    """
    concerned = people_concerned() if sample is None else some_people_concerned(sample)
    looked_at: set[str] = set()
    for people in chunks(concerned):
        for row, stored, computed in differences(people=people, today=today):
            yield Difference(f"obligation {row}", stored, computed)
        if mend:
            settle(people=people, today=today)
        if sample is not None:
            looked_at |= places_above(people)
    yield from _check_tallies(mend, today, None if sample is None else looked_at)


@transaction.atomic
def _check_tallies(mend: bool, today: date, places: Collection[str] | None) -> Iterator[Difference]:
    """Of the organisations at these places, or of all."""
    obligations, tallies = Obligation.objects.filter(is_current=True), Tally.objects.all()
    if places is not None:
        obligations = obligations.filter(within(places))
        tallies = tallies.filter(organisation__path__in=places)
    above = None if places is None else {numbers_on(place)[-1] for place in places}
    sheet = Sheet()
    for obligation in obligations.iterator(2000):
        sheet.add(obligation)
    counted = Sheet()
    for kind, counts in sheet.changes():
        if above is None or kind.organisation in above:
            counted.put(kind.told(today), counts)
    for kind, counts in sums(tallies, today):
        counted.put(kind, counts, -1)
    missing = list(counted.changes())
    for kind, numbers in missing:
        yield Difference(f"tally {tuple(kind)}", "", f"{numbers} more")
    if mend:
        Tally.objects.bulk_create((tally_of(kind, numbers) for kind, numbers in missing), BATCH)
