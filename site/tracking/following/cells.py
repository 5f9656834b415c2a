"""The figures of a row, each with the list that it opens.

A province's table holds 1,400 of them, so a figure renders itself: a template for each would take longer than
all else on the page together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from tracking.counting.queries import State
from tracking.following.columns import COLUMNS, Column, Row
from tracking.following.forms import Asked
from tracking.following.words import count, mark, percent

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a row: what it says, and the list that it opens. `share` draws a bar, `tone` a pill; where
    there is a `note` that opens the list, the figure itself does not."""

    key: str
    label: str
    text: str
    address: str = ""
    share: int | None = None
    tone: str = ""
    note: str = ""
    icon: str = ""
    is_opened_by_note: bool = False

    def __str__(self) -> SafeString:
        """The cell as HTML, all that is in it escaped."""
        nil = " nil" if self.text == NOTHING else ""
        return SafeString(
            f'<td role="cell" class="num {self.key}{nil}" data-label="{escape(self.label)}">'
            f'{self._bar()}<span class="figure">{self._figure()}{self._note()}</span></td>'
        )

    def _bar(self) -> str:
        if self.share is None:
            return ""
        return f'<progress class="bar" max="100" value="{self.share}" aria-hidden="true"></progress>'

    def _figure(self) -> str:
        if not self.address or self.is_opened_by_note:
            return escape(self.text)
        tone = f' class="tag {self.tone}"' if self.tone else ""
        return f'<a{tone} href="{escape(self.address)}">{escape(self.text)}</a>'

    def _note(self) -> str:
        if not self.note:
            return ""
        if self.is_opened_by_note:
            return f' <a class="note" href="{escape(self.address)}">{escape(self.note)}</a>'
        return f' <span class="note {self.icon}">{escape(self.note)}</span>'


@dataclass(slots=True)
class Cells:
    """Makes the figures of rows of which the same is asked; what they share is put together once."""

    asked: Asked
    labels: list[str] = field(default_factory=lambda: [str(column.heading) for column in COLUMNS])
    queries: dict[tuple[State, bool, bool], str] = field(default_factory=dict)

    def of(self, row: Row) -> list[Cell]:
        return list(self._of(row))

    def _of(self, row: Row) -> Iterator[Cell]:
        path = reverse("tracking:people", args=[row.organisation.public_id])
        for column, label in zip(COLUMNS, self.labels, strict=True):
            yield self._cell(column, label, row, path)

    def _cell(self, column: Column, label: str, row: Row, path: str) -> Cell:
        value = column.value(row)
        match column.key:
            case "ty-le":
                whole = None if value is None else round(100 * value)
                return Cell(column.key, label, percent(value), share=whole)
            case "dung-han":
                late = row.figures.finished_late
                address = path + self._query(row, State.FINISHED_LATE) if late else ""
                note = _late(late) if late else ""
                return Cell(column.key, label, percent(value), address, note=note, is_opened_by_note=True)
            case "diem":
                return Cell(column.key, label, mark(value))
            case "xu-huong":
                return self._trend(column, label, row, path)
        number, state = int(value or 0), column.state or State.OWED
        if not number:
            return Cell(column.key, label, "0" if column.key == "phai-hoc" else NOTHING)
        tone = "late" if state is State.LATE else ""
        return Cell(column.key, label, count(number), path + self._query(row, state), tone=tone)

    def _trend(self, column: Column, label: str, row: Row, path: str) -> Cell:
        lately, change = row.trend.lately, row.trend.change
        if not lately and not change:
            return Cell(column.key, label, NOTHING)
        signed = f"+{count(change)}" if change > 0 else f"−{count(-change)}" if change else "±0"
        icon = "up" if change > 0 else "down" if change < 0 else ""
        address = path + self._query(row, State.FINISHED, lately=True) if lately else ""
        return Cell(column.key, label, count(lately), address, note=signed, icon=icon)

    def _query(self, row: Row, state: State, *, lately: bool = False) -> str:
        key = state, row.is_own, lately
        if key not in self.queries:
            more = {"own": row.is_own, "lately": lately}
            said = {name: "1" for name, is_asked in more.items() if is_asked}
            self.queries[key] = self.asked.query(state=state.value, **said)
        return self.queries[key]


def _late(number: int) -> str:
    return ngettext("%(count)s late", "%(count)s late", number) % {"count": count(number)}
