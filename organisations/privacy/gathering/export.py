"""A person's data as one ZIP file: `du-lieu.json` for machines, `du-lieu.html` to read and to print.

Both come from the same sections, row by row, and are compressed while they are sent. What the keys of
the JSON mean is written in `docs/operating.md`; a change of them raises SCHEMA_VERSION.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from io import RawIOBase
from itertools import islice
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils import timezone

from organisations.people.models import Person
from organisations.privacy.gathering.queries import sections_about
from organisations.privacy.gathering.sections import CHUNK, Cell, Choice, Section

SCHEMA = "lop-chi-bo/personal-data"
SCHEMA_VERSION = 1
_HERE = "[sections]"


def zip_of(person: Person, now: datetime) -> Iterator[bytes]:
    """The bytes of the file, a piece at a time."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        for name, pieces in (("du-lieu.json", json_of(person, now)), ("du-lieu.html", html_of(person, now))):
            with archive.open(name, "w") as entry:
                for piece in pieces:
                    entry.write(piece.encode())
                    yield pipe.drained()
    yield pipe.drained()


def json_of(person: Person, now: datetime) -> Iterator[str]:
    head = {
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "made_at": machine_value(now),
        "person": str(person.public_id),
    }
    yield _dumped(head)[:-1] + ', "sections": {'
    for number, section in enumerate(sections_about(person)):
        yield f"{',' if number else ''}\n{_dumped(section.key)}: "
        yield from _section_json(section)
    yield "\n}}\n"


def _section_json(section: Section) -> Iterator[str]:
    about = {
        "title": section.title,
        "why": section.why,
        "how_long": section.how_long,
        "columns": {column.key: column.label for column in section.columns},
    }
    yield _dumped(about)[:-1] + ', "rows": ['
    keys = [column.key for column in section.columns]
    for number, row in enumerate(section.rows):
        values = {key: machine_value(cell) for key, cell in zip(keys, row, strict=True)}
        yield f"{',' if number else ''}\n{_dumped(values)}"
    yield "]}"


def machine_value(cell: Cell) -> Any:
    """Days and times in ISO 8601, with the offset of Vietnam; a choice by its code."""
    match cell:
        case Choice():
            return cell.code
        case datetime():
            return timezone.localtime(cell).isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case _:
            return cell


def html_of(person: Person, now: datetime) -> Iterator[str]:
    sections = sections_about(person)
    context = {"person": person, "now": now, "sections": sections, "here": _HERE}
    head, foot = render_to_string("organisations/privacy/export/page.html", context).split(_HERE)
    yield head
    for section in sections:
        yield from _section_html(section)
    yield foot


def _section_html(section: Section) -> Iterator[str]:
    """A long list becomes several tables, each whole in itself."""
    rows = iter(section.rows)
    some = list(islice(rows, CHUNK))
    context = {"section": section, "is_empty": not some}
    yield render_to_string("organisations/privacy/export/section.html", context)
    while some:
        yield render_to_string("organisations/privacy/export/rows.html", {"section": section, "rows": some})
        some = list(islice(rows, CHUNK))


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


class _Pipe(RawIOBase):
    """Where the archive is written to and read from: it holds only what has not been sent yet."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def drained(self) -> bytes:
        waiting = b"".join(self._waiting)
        self._waiting.clear()
        return waiting
