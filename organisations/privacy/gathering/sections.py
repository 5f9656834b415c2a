"""The shape in which a room tells what it keeps of a person: on a screen, in a file to take along.

A section is described before anything is read: its rows come from the database when they are shown,
a page at a time or one after the other.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

from django.db.models import QuerySet

CHUNK = 500
"""Rows read at once where all are wanted."""


class Choice(NamedTuple):
    """One of a fixed list: the code for machines, the word for people."""

    code: str
    label: str


Cell: TypeAlias = str | int | bool | date | datetime | Choice | None


class Column(NamedTuple):
    """`key` is a promise to whoever reads the file by machine; `label` is what people see."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows to be read later: where they come from, and the cells of one."""

    source: QuerySet[Any, Any] | Sequence[Any]
    cells: Callable[[Any], Sequence[Cell]]

    def count(self) -> int:
        return self.source.count() if isinstance(self.source, QuerySet) else len(self.source)

    def page(self, start: int, stop: int) -> list[Sequence[Cell]]:
        return [self.cells(row) for row in self.source[start:stop]]

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        """All of them, without holding them all."""
        rows = self.source
        found = rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else iter(rows)
        return map(self.cells, found)


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of data: what it is, what it is kept for, how long, and the rows.

    `key` is part of an address and of the file. `is_record` says that it is one thing with several
    properties, not a list. `icon` names a drawing of the site's.
    """

    key: str
    title: str
    why: str
    how_long: str
    columns: tuple[Column, ...]
    rows: Rows
    is_record: bool = False
    icon: str = "file"
