"""Puts findings into words and columns for the screen, the findings workbook and the command line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.phones import local_phone
from organisations.appointments.models import Appointment
from organisations.exchange.columns import LAYOUTS, PEOPLE, RESULT_HEADING, Column, Layout
from organisations.exchange.findings import REFUSED
from organisations.exchange.models import ImportFile, ImportRow
from organisations.exchange.sentences import NOTES, sentence

SHOWN = {
    PEOPLE: ("full_name", "phone", "organisation", "post", "began", "ended"),
    "organisations": ("code", "name", "kind", "parent_code", "founded_on", "closed_on"),
}
"""Columns that fit on a screen; the others are told where they change."""
_PHONES = ("phone", "contact_phone")


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A remark in words, at its cell."""

    cell: str
    heading: str
    text: str
    is_note: bool


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A stored value that a row replaces."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as it is read on the screen."""

    number: int
    state: str
    label: str
    cells: Sequence[str]
    changes: Sequence[ShownChange]
    findings: Sequence[ShownFinding]


def headings_of(kind: str) -> list[str]:
    return [LAYOUTS[kind].by_key[key].heading for key in SHOWN[kind]]


def shown_row(row: ImportRow, kind: str) -> ShownRow:
    layout = LAYOUTS[kind]
    return ShownRow(
        number=row.number,
        state=row.state,
        label=str(ImportRow.State(row.state).label),
        cells=[_cell(row, key) for key in SHOWN[kind]],
        changes=[
            ShownChange(
                layout.by_key[change["column"]].heading,
                _value(change["column"], change["before"]) or "–",
                _value(change["column"], change["after"]) or "–",
            )
            for change in row.changes
        ],
        findings=shown_findings(row.findings, layout),
    )


def _cell(row: ImportRow, key: str) -> str:
    """What was understood, and where nothing was, what was typed."""
    return _value(key, row.understood.get(key) or "") or str(row.typed.get(key, ""))


def _value(key: str, value: str) -> str:
    if key == "post":
        return str(dict(Appointment.Post.choices).get(value, value))
    return local_phone(value) if key in _PHONES and value.startswith("+") else value


def shown_findings(findings: Sequence[dict[str, Any]], layout: Layout) -> list[ShownFinding]:
    """Faults first, then remarks."""
    shown = [
        ShownFinding(
            found["cell"],
            layout.by_key[found["column"]].heading if found.get("column") else "",
            sentence(found["code"], found["values"]),
            found["code"] in NOTES,
        )
        for found in findings
    ]
    return sorted(shown, key=lambda one: one.is_note)


def notice_of(file: ImportFile) -> str:
    """What happened to the file as a whole; empty where nothing did."""
    return sentence(file.notice["code"], file.notice["values"]) if file.notice else ""


RESULT = Column("result", RESULT_HEADING, "", width=70)


def findings_columns(kind: str) -> list[Column]:
    return [*LAYOUTS[kind].columns, RESULT]


def findings_rows(rows: Iterator[ImportRow], kind: str) -> Iterator[list[str]]:
    """The rows as they were typed, each with what was found: mended here, it can be sent again."""
    layout = LAYOUTS[kind]
    for row in rows:
        typed = [str(row.typed.get(column.key, "")) for column in layout.columns]
        yield [*typed, result_of(row.state, row.findings, layout)]


def result_of(state: str, findings: Sequence[dict[str, Any]], layout: Layout) -> str:
    told = [
        f"{one.heading}: {one.text}" if one.heading else one.text for one in shown_findings(findings, layout)
    ]
    label = str(ImportRow.State(state).label)
    if state == REFUSED:
        label = _("REFUSED")
    return "\n".join([label, *told])
