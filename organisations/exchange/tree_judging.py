"""Compares a list of organisations with the tree: founded, renamed, moved, closed, edited, refused.

Nothing is read or written here. What the tree itself refuses (something changed later, something open
below) shows when the plan is rehearsed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from common.vietnamese import fold
from organisations.exchange.findings import CHANGED, ENDED, MISSING, NEW, REFUSED, SAME, Change, JudgedRow
from organisations.exchange.reading import OrganisationRow
from organisations.exchange.store import TreeStore
from organisations.tree.models import CellType, Organisation, OrganisationKind

CALLED = ("name", "short_name", "kind", "cell_type")
DETAILS = ("address", "contact", "contact_phone")

Node = int | str
"""An organisation on the way up: a stored one by its key, a new one by its code."""


@dataclass(slots=True)
class TreeStep:
    """What is to be done with the organisation of one row."""

    row: OrganisationRow
    stored: Organisation | None
    founded_on: date
    kind: OrganisationKind
    cell_type: CellType | None
    parent: Organisation | None = None
    parent_code: str = ""
    founds: bool = False
    called: dict[str, Any] = field(default_factory=dict)
    moves: bool = False
    closes_on: date | None = None
    details: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


def judge_organisations(
    rows: Sequence[OrganisationRow], store: TreeStore, *, today: date, on: date | None
) -> tuple[list[JudgedRow], list[TreeStep]]:
    """Every row judged, then what stands under the same organisations and is not in the file; and the plan.

    `on` is the day from which what is renamed and moved is so.
    """
    return _Judge(rows, store, today, on).judge()


class _Judge:
    def __init__(
        self, rows: Sequence[OrganisationRow], store: TreeStore, today: date, on: date | None
    ) -> None:
        self.rows = rows
        self.store = store
        self.today = today
        self.on = on
        self.by_code: dict[str, OrganisationRow] = {}
        self.steps: dict[int, TreeStep] = {}

    def judge(self) -> tuple[list[JudgedRow], list[TreeStep]]:
        for row in self.rows:
            self._know(row)
        for row in self.rows:
            self._compare(row)
        self._refuse_circles()
        self._keep_one_root()
        return [*map(self._judged, self.rows), *self._missing()], list(self.steps.values())

    def _know(self, row: OrganisationRow) -> None:
        folded = row.code.casefold()
        if not row.code:
            return
        if folded in self.by_code:
            row.findings.add("code_twice", "code", row=self.by_code[folded].number)
            return
        self.by_code[folded] = row
        if folded in self.store.codes_elsewhere:
            row.findings.add("code_taken", "code", code=row.code)

    # --- one row -------------------------------------------------------------------------------

    def _compare(self, row: OrganisationRow) -> None:
        kind, cell_type = self._kind(row), self._cell_type(row)
        self._check_days(row)
        if kind is None or not row.code or not row.name or row.founded_on is None:
            return
        stored = self.store.organisation(row.code)
        if stored is not None and not stored.is_open:
            self._compare_closed(row, stored)
            return
        if cell_type is not None and not kind.is_cell:
            row.findings.add("cell_type_left_out", "cell_type")
            cell_type = None
        step = TreeStep(row, stored, row.founded_on, kind, cell_type, closes_on=row.closed_on)
        self._find_parent(step)
        if stored is None:
            step.founds = True
        else:
            self._compare_open(step, stored)
        self.steps[row.number] = step

    def _kind(self, row: OrganisationRow) -> OrganisationKind | None:
        found = self.store.kinds.get(fold(row.kind))
        if found is None and row.kind:
            row.findings.add("unknown_kind", "kind", text=row.kind, known=_names(self.store.kinds))
        return found

    def _cell_type(self, row: OrganisationRow) -> CellType | None:
        found = self.store.cell_types.get(fold(row.cell_type)) if row.cell_type else None
        if found is None and row.cell_type:
            known = _names(self.store.cell_types)
            row.findings.add("unknown_cell_type", "cell_type", text=row.cell_type, known=known)
        return found

    def _check_days(self, row: OrganisationRow) -> None:
        if row.founded_on and row.founded_on > self.today:
            row.findings.add("founded_ahead", "founded_on")
        if row.closed_on and row.closed_on > self.today:
            row.findings.add("reopens_not", "closed_on")
        if row.closed_on and row.founded_on and row.closed_on <= row.founded_on:
            row.findings.add("closes_before", "closed_on")

    def _compare_closed(self, row: OrganisationRow, stored: Organisation) -> None:
        day = f"{stored.closed_on:%d/%m/%Y}"
        if row.closed_on is None:
            row.findings.add("closed_stays", "closed_on", day=day)
        elif row.closed_on != stored.closed_on:
            row.findings.add("closed_otherwise", "closed_on", day=day)
        if fold(row.name) != fold(stored.name):
            row.findings.add("closed_unchanged", "name")

    def _compare_open(self, step: TreeStep, stored: Organisation) -> None:
        row = step.row
        if row.founded_on != stored.founded_on:
            row.findings.add("founded_stays", "founded_on", day=f"{stored.founded_on:%d/%m/%Y}")
        said = {
            "name": row.name,
            "short_name": row.short_name,
            "kind": step.kind,
            "cell_type": step.cell_type,
        }
        step.called = {
            name: value for name, value in said.items() if value and value != getattr(stored, name)
        }
        if step.kind != stored.kind and not step.kind.is_cell and stored.cell_type:
            step.called["cell_type"] = None
        step.details = {
            name: value
            for name in DETAILS
            if (value := getattr(row, name)) and value != getattr(stored, name)
        }
        step.changes += [
            Change(name, str(getattr(stored, name) or ""), str(value or ""))
            for name, value in {**step.called, **step.details}.items()
        ]
        self._compare_place(step, stored)
        if step.closes_on and stored.pk in self.store.tops:
            row.findings.add("top_cannot_close", "closed_on")
        if (step.called or step.moves) and self.on is None:
            row.findings.add("day_needed")

    # --- what stands above -----------------------------------------------------------------------

    def _find_parent(self, step: TreeStep) -> None:
        row, code = step.row, step.row.parent_code
        if not code:
            if step.stored is None:
                self._found_root(row)
            return
        above = self.by_code.get(code.casefold())
        step.parent = self.store.organisation(code)
        if step.parent is None and above is None:
            if not self._is_own_place(step, code):
                row.findings.add("unknown_parent", "parent_code", code=code)
            return
        step.parent_code = above.code if above is not None and step.parent is None else ""
        self._check_parent(row, step.parent, above, code)

    def _check_parent(
        self, row: OrganisationRow, parent: Organisation | None, above: OrganisationRow | None, code: str
    ) -> None:
        kind = self.store.kinds.get(fold(above.kind)) if above is not None else None
        kind = kind or (parent.kind if parent is not None else None)
        if kind is not None and kind.is_cell:
            row.findings.add("under_cell", "parent_code", code=code)
        closes = above is not None and above.closed_on is not None and row.closed_on is None
        if closes or (parent is not None and not parent.is_open):
            row.findings.add("parent_closed", "parent_code", code=code)

    def _is_own_place(self, step: TreeStep, code: str) -> bool:
        """The code of what stands above the top of the uploader's part: nothing is asked, nothing told."""
        parent = step.stored.parent if step.stored is not None else None
        return parent is not None and str(parent.code or "").casefold() == code.casefold()

    def _found_root(self, row: OrganisationRow) -> None:
        if self.store.root is not None:
            if self.store.may_found_root:
                row.findings.add("root_stands", "parent_code", name=self.store.root.name)
            else:
                row.findings.add("parent_needed", "parent_code")
        elif not self.store.may_found_root:
            row.findings.add("parent_needed", "parent_code")

    def _compare_place(self, step: TreeStep, stored: Organisation) -> None:
        if step.parent is None and not step.parent_code:
            return
        if step.parent is not None and step.parent.pk == stored.parent_id:
            return
        if stored.pk in self.store.tops or stored.parent_id is None:
            step.row.findings.add("top_cannot_move", "parent_code")
            return
        step.moves = True
        before = stored.parent.code if stored.parent is not None else ""
        step.changes.append(Change("parent_code", str(before or ""), step.row.parent_code))

    # --- the whole -------------------------------------------------------------------------------

    def _refuse_circles(self) -> None:
        for step in self.steps.values():
            start = self._node(step)
            way = self._way_up(start)
            if start in way:
                step.row.findings.add("circle", "parent_code", through=step.row.parent_code)

    def _node(self, step: TreeStep) -> Node:
        return step.stored.pk if step.stored is not None else step.row.code.casefold()

    def _way_up(self, node: Node) -> list[Node]:
        way: list[Node] = []
        above = self._above(node)
        while above is not None and above not in way:
            way.append(above)
            above = self._above(above)
        return way

    def _above(self, node: Node) -> Node | None:
        code = self.store.by_pk[node].code if isinstance(node, int) and node in self.store.by_pk else node
        row = self.by_code.get(str(code or "").casefold()) if not isinstance(code, int) else None
        if row is not None and row.number in self.steps:
            step = self.steps[row.number]
            if step.parent is not None:
                return step.parent.pk
            if step.parent_code:
                return step.parent_code.casefold()
        return self.store.parent_of.get(node) if isinstance(node, int) else None

    def _keep_one_root(self) -> None:
        roots = [
            step.row
            for step in self.steps.values()
            if step.founds and not step.row.parent_code and not step.row.findings.refused
        ]
        for row in roots[1:]:
            row.findings.add("second_root", "parent_code", row=roots[0].number)

    def _judged(self, row: OrganisationRow) -> JudgedRow:
        step = self.steps.get(row.number)
        return JudgedRow(
            number=row.number,
            state=_state_of(row, step),
            typed=row.typed,
            understood=_understood(row, step),
            findings=row.findings.all,
            changes=step.changes if step else [],
        )

    def _missing(self) -> Iterator[JudgedRow]:
        named = {step.stored.pk for step in self.steps.values() if step.stored is not None}
        for child in self.store.children:
            if child.pk not in named and str(child.code or "").casefold() not in self.by_code:
                parent = self.store.by_pk[child.parent_id or 0]
                says = {
                    "code": child.code or "",
                    "name": child.name,
                    "kind": child.kind.name,
                    "parent_code": str(parent.code),
                }
                yield JudgedRow(0, MISSING, {}, {key: value for key, value in says.items() if value}, [])


def _state_of(row: OrganisationRow, step: TreeStep | None) -> str:
    if row.findings.refused:
        return REFUSED
    if step is None:
        return SAME
    if step.founds:
        return NEW
    if step.closes_on:
        return ENDED
    return CHANGED if step.changes else SAME


def _understood(row: OrganisationRow, step: TreeStep | None) -> dict[str, str]:
    says = {
        "code": row.code,
        "name": row.name,
        "short_name": row.short_name,
        "kind": step.kind.name if step else row.kind,
        "cell_type": step.cell_type.name if step and step.cell_type else "",
        "parent_code": row.parent_code,
        "address": row.address,
        "contact": row.contact,
        "contact_phone": row.contact_phone,
        "founded_on": f"{row.founded_on:%d/%m/%Y}" if row.founded_on else "",
        "closed_on": f"{row.closed_on:%d/%m/%Y}" if row.closed_on else "",
        "decision": row.decision,
    }
    return {key: value for key, value in says.items() if value}


def _names(vocabulary: dict[str, Any]) -> str:
    return ", ".join(dict.fromkeys(str(word) for word in vocabulary.values()))
