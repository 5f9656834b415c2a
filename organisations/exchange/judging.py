"""From a file to a judgement: every row read, compared with what is stored, and what is to be done."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any, TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from organisations.exchange import people_applying, tree_applying
from organisations.exchange.columns import LAYOUTS, ORGANISATIONS
from organisations.exchange.files.tables import open_table
from organisations.exchange.findings import REFUSED, Finding, JudgedRow
from organisations.exchange.people_judging import PeoplePlan, judge_people
from organisations.exchange.reading import OrganisationRow, PersonRow, read_organisations, read_people
from organisations.exchange.store import people_store, tree_store
from organisations.exchange.tree_applying import Journal, RowRefused
from organisations.exchange.tree_judging import TreeStep, judge_organisations

T = TypeVar("T")
Progress = Callable[[str, int], None]
"""Told the step and how many rows it has done."""
EVERY = 1000


def silent(step: str, done: int) -> None:
    """Nobody waits to be told."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms a list is judged: whose, on which day, and what its changes of the tree rest on."""

    viewer: User
    today: date
    on: date | None = None
    decision: str = ""

    @property
    def by(self) -> User | None:
        """Whom the log names; a command has nobody."""
        return self.viewer if self.viewer.pk else None


@dataclass(frozen=True, slots=True)
class FileRows:
    """What a file says, row by row."""

    kind: str
    rows: Sequence[Any]
    unknown_columns: tuple[str, ...]


@dataclass(slots=True)
class Judgement:
    """Every row judged, and the plan that follows."""

    kind: str
    rows: list[JudgedRow]
    unknown_columns: tuple[str, ...]
    plan: PeoplePlan | list[TreeStep]

    @property
    def counts(self) -> dict[str, int]:
        counts = Counter(row.state for row in self.rows)
        counts["notes"] = sum(bool(row.findings) and row.state != REFUSED for row in self.rows)
        return dict(counts)

    @property
    def is_refused(self) -> bool:
        return any(row.state == REFUSED for row in self.rows)

    @property
    def digest(self) -> str:
        """Two judgements with one digest would do the same."""
        rows = [row.as_json() for row in self.rows]
        return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def read_file(file: IO[bytes], kind: str, *, today: date, progress: Progress = silent) -> FileRows:
    """Read every row; raises UnreadableFile."""
    table = open_table(file, LAYOUTS[kind])
    rows: Iterable[PersonRow | OrganisationRow]
    rows = (
        read_organisations(table, today=today) if kind == ORGANISATIONS else read_people(table, today=today)
    )
    return FileRows(kind, list(_told(rows, progress)), table.unknown)


def _told(rows: Iterable[T], progress: Progress) -> Iterable[T]:
    for count, row in enumerate(rows):
        if count % EVERY == 0:
            progress("reading", count)
        yield row


def judge(file: FileRows, terms: Terms, *, rehearse: bool = True) -> Judgement:
    """Compare with what is stored by now, and try what the tree alone can tell."""
    if file.kind == ORGANISATIONS:
        return _judge_organisations(file, terms, rehearse=rehearse)
    store = people_store(file.rows, viewer=terms.viewer, today=terms.today)
    rows, plan = judge_people(file.rows, store, today=terms.today)
    return Judgement(file.kind, rows, file.unknown_columns, plan)


def _judge_organisations(file: FileRows, terms: Terms, *, rehearse: bool) -> Judgement:
    store = tree_store(file.rows, viewer=terms.viewer, today=terms.today)
    rows, steps = judge_organisations(file.rows, store, today=terms.today, on=terms.on)
    judgement = Judgement(file.kind, rows, file.unknown_columns, steps)
    if rehearse and not judgement.is_refused:
        _rehearse(judgement, terms)
    return judgement


def _rehearse(judgement: Judgement, terms: Terms) -> None:
    """Do it and take it back: what the tree refuses is remarked at its row."""
    try:
        with transaction.atomic():
            carry_out(judgement, terms, now=timezone.now())
            transaction.set_rollback(True)
    except RowRefused as refusal:
        row = next(row for row in judgement.rows if row.number == refusal.number)
        row.findings.append(Finding(refusal.code, "", refusal.values))
        row.state = REFUSED


def carry_out(judgement: Judgement, terms: Terms, *, now: datetime) -> Journal:
    """Write what the plan says; returns the journal. Raises RowRefused."""
    if isinstance(judgement.plan, PeoplePlan):
        return people_applying.carry_out(judgement.plan, by=terms.by, now=now)
    return tree_applying.carry_out(judgement.plan, on=terms.on, number=terms.decision, by=terms.by, now=now)
