"""What one obligation adds to the tallies above it. Pure: no Django."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from organisations.tree.rules import numbers_on


def due_as_told(due: date | None, today: date) -> date | None:
    """A due date that has passed is told by its quarter, by which periods are asked for; the days would
    become as many as there have been.

    >>> due_as_told(date(2026, 5, 20), today=date(2026, 5, 21))
    datetime.date(2026, 4, 1)
    """
    if due is None or due >= today:
        return due
    return date(due.year, (due.month - 1) // 3 * 3 + 1, 1)


class Kind(NamedTuple):
    """What obligations can be asked for; `organisation` is the one above them whose tally counts them."""

    organisation: int
    course: int
    post: str
    cell_type: int | None
    is_mandatory: bool
    due: date | None

    def told(self, today: date) -> "Kind":
        return self._replace(due=due_as_told(self.due, today))


class Owed(Protocol):
    """An obligation, as far as it is counted."""

    path: str
    post: str
    is_mandatory: bool
    is_current: bool
    due: date | None
    started_on: date | None
    finished_on: date | None
    mark: Decimal | None
    not_passed_on: date | None
    certified_on: date | None

    @property
    def course_id(self) -> int: ...
    @property
    def cell_type_id(self) -> int | None: ...


@dataclass(slots=True)
class Sheet:
    """Counts by kind, added up."""

    counts: dict[Kind, Counter[str]] = field(default_factory=dict)

    def add(self, one: Owed, sign: int = 1) -> None:
        """Count an obligation in, or with -1 out, for every organisation above its own."""
        if not one.is_current:
            return
        facts = facts_of(one)
        for kind in kinds_of(one):
            self.put(kind, facts, sign)

    def put(self, kind: Kind, counts: Mapping[str, int], sign: int = 1) -> None:
        """Count in, or with -1 out, what is counted already."""
        counter = self.counts.setdefault(kind, Counter())
        for name, number in counts.items():
            counter[name] += sign * number

    def changes(self) -> Iterator[tuple[Kind, dict[str, int]]]:
        """What has changed at all."""
        for kind, counter in self.counts.items():
            if told := {name: number for name, number in counter.items() if number}:
                yield kind, told


def sheet_of(after: Iterable[Owed], before: Iterable[Owed] = ()) -> Sheet:
    sheet = Sheet()
    for one in before:
        sheet.add(one, -1)
    for one in after:
        sheet.add(one)
    return sheet


def kinds_of(one: Owed) -> Iterator[Kind]:
    for organisation in numbers_on(one.path)[:-1]:
        yield Kind(organisation, one.course_id, one.post, one.cell_type_id, one.is_mandatory, one.due)


def facts_of(one: Owed) -> dict[str, int]:
    """What an obligation counts as; a mark counts once the course is finished."""
    is_finished = one.finished_on is not None
    mark = one.mark if is_finished else None
    return {
        "owed": 1,
        "started": int(is_finished or one.started_on is not None),
        "finished": int(is_finished),
        "finished_late": int(is_late(one.finished_on, one.due)),
        "not_passed": int(one.not_passed_on is not None),
        "certified": int(one.certified_on is not None),
        "marked": int(mark is not None),
        "marks": int(mark * 100) if mark is not None else 0,
    }


def is_late(finished_on: date | None, due: date | None) -> bool:
    return finished_on is not None and due is not None and finished_on > due
