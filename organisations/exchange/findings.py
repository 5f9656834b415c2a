"""What is found in a file: at which cell, in which words of `exchange.sentences`."""

from dataclasses import asdict, dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from organisations.exchange.cells.understanding import Note, NotUnderstood
from organisations.exchange.sentences import NOTES

NEW, CHANGED, ENDED, MISSING, REFUSED, SAME = "new", "changed", "ended", "missing", "refused", "same"
STATES = (REFUSED, NEW, CHANGED, ENDED, MISSING, SAME)


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about a row: what is wrong, or what was understood otherwise than it was typed."""

    code: str
    cell: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    column: str = ""

    @property
    def is_note(self) -> bool:
        return self.code in NOTES

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(slots=True)
class Findings:
    """The remarks about one row, while they are gathered."""

    number: int
    places: dict[str, int]
    all: list[Finding] = field(default_factory=list)

    def add(self, code: str, at: str = "", /, **values: Any) -> None:
        """`at` is the column, where the remark is about one cell."""
        self.all.append(Finding(code, self._cell(at), values, at))

    def refuse(self, column: str, refusal: NotUnderstood) -> None:
        self.add(refusal.code, column, **refusal.values)

    def note(self, column: str, note: Note) -> None:
        self.add(note.code, column, **note.values)

    @property
    def refused(self) -> bool:
        return any(not finding.is_note for finding in self.all)

    def _cell(self, column: str) -> str:
        place = self.places.get(column)
        return f"{get_column_letter(place + 1)}{self.number}" if place is not None else ""


@dataclass(frozen=True, slots=True)
class Change:
    """A stored value that a row replaces."""

    column: str
    before: str
    after: str


@dataclass(slots=True)
class JudgedRow:
    """A row of the file, and what it comes to; `number` is 0 for what is stored and not in the file."""

    number: int
    state: str
    typed: dict[str, str]
    understood: dict[str, str]
    findings: list[Finding]
    changes: list[Change] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.number or None,
            "state": self.state,
            "understood": self.understood,
            "changes": [asdict(change) for change in self.changes],
            "findings": [finding.as_json() for finding in self.findings],
        }
