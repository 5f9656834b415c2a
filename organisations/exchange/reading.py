"""Reads the rows of a list into what they say, each with what was remarked on the way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from organisations.exchange.cells.dates import read_day
from organisations.exchange.cells.phones import read_phone
from organisations.exchange.cells.understanding import NotUnderstood, Understood, is_blank, text_of
from organisations.exchange.cells.words import read_code, read_email, read_name, read_post, read_title
from organisations.exchange.columns import Layout
from organisations.exchange.files.tables import Table, TableRow
from organisations.exchange.files.workbooks import BrokenCell, Formula, Value
from organisations.exchange.findings import Findings

T = TypeVar("T")


@dataclass(slots=True)
class ListRow:
    """What every row has: its number, what was typed, what was remarked."""

    number: int
    typed: dict[str, str]
    findings: Findings


@dataclass(slots=True)
class PersonRow(ListRow):
    """Somebody, and one post of hers. None and empty mean that the row does not say."""

    person: UUID | None
    full_name: str
    phone: str
    email: str
    organisation: str
    post: str
    began: date | None
    ended: date | None
    decision: str


@dataclass(slots=True)
class OrganisationRow(ListRow):
    """One organisation. None and empty mean that the row does not say."""

    code: str
    name: str
    short_name: str
    kind: str
    cell_type: str
    parent_code: str
    address: str
    contact: str
    contact_phone: str
    founded_on: date | None
    closed_on: date | None
    decision: str


class _Cells:
    """The cells of one row, each read by its reader; what goes wrong is remarked at the cell."""

    def __init__(self, row: TableRow, table: Table) -> None:
        self.values = row.values
        self.layout: Layout = table.layout
        self.findings = Findings(row.number, dict(table.places))
        if row.merged:
            self.findings.add("merged", range=row.merged)

    def read(self, key: str, reader: Callable[[Value], Understood[T]]) -> T | None:
        value = self.values.get(key)
        if isinstance(value, Formula | BrokenCell):
            self.findings.add(
                "formula" if isinstance(value, Formula) else "broken_cell", key, text=value.text[:60]
            )
            return None
        if is_blank(value):
            if self.layout.by_key[key].required:
                self.findings.add("blank", key, column=self.layout.by_key[key].heading)
            return None
        return self._understood(key, value, reader)

    def _understood(self, key: str, value: Value, reader: Callable[[Value], Understood[T]]) -> T | None:
        try:
            understood = reader(value)
        except NotUnderstood as refusal:
            self.findings.refuse(key, refusal)
            return None
        for note in understood.notes:
            self.findings.note(key, note)
        return understood.value

    def line(self, key: str, reader: Callable[..., Understood[str]] = read_title) -> str:
        return self.read(key, partial(reader, most=self.layout.by_key[key].most)) or ""

    def typed(self) -> dict[str, str]:
        return {key: as_typed(value) for key, value in self.values.items() if value is not None}


def read_people(table: Table, *, today: date) -> Iterator[PersonRow]:
    day = partial(read_day, today=today)
    for row in table:
        cells = _Cells(row, table)
        yield PersonRow(
            number=row.number,
            typed=cells.typed(),
            findings=cells.findings,
            person=cells.read("person", _read_own_code),
            full_name=cells.line("full_name", read_name),
            phone=cells.read("phone", read_phone) or "",
            email=cells.read("email", read_email) or "",
            organisation=cells.line("organisation", read_code),
            post=cells.read("post", read_post) or "",
            began=cells.read("began", day),
            ended=cells.read("ended", day),
            decision=cells.line("decision"),
        )


def read_organisations(table: Table, *, today: date) -> Iterator[OrganisationRow]:
    day = partial(read_day, today=today)
    for row in table:
        cells = _Cells(row, table)
        yield OrganisationRow(
            number=row.number,
            typed=cells.typed(),
            findings=cells.findings,
            code=cells.line("code", read_code),
            name=cells.line("name"),
            short_name=cells.line("short_name"),
            kind=cells.read("kind", _as_text) or "",
            cell_type=cells.read("cell_type", _as_text) or "",
            parent_code=cells.line("parent_code", read_code),
            address=cells.line("address"),
            contact=cells.line("contact"),
            contact_phone=cells.read("contact_phone", read_phone) or "",
            founded_on=cells.read("founded_on", day),
            closed_on=cells.read("closed_on", day),
            decision=cells.line("decision"),
        )


def as_typed(value: Value) -> str:
    """A cell as it is shown again beside what was found in it."""
    if isinstance(value, Formula | BrokenCell):
        return value.text[:200]
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:300]


def _read_own_code(value: Value) -> Understood[UUID]:
    try:
        return Understood(UUID(text_of(value)))
    except ValueError:
        raise NotUnderstood("no_own_code", text=text_of(value)[:60]) from None


def _as_text(value: Value) -> Understood[str]:
    return Understood(text_of(value))
