"""A person's page asks the rooms above what they know of her."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal
from django.utils.functional import Promise

from organisations.people.models import Person

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table on a person's page; `empty` is said where it has no rows."""

    title: Text
    columns: Sequence[Text]
    rows: Sequence[Sequence[Text]]
    empty: Text = ""

    @property
    def labelled(self) -> list[list[tuple[Text, Text]]]:
        """Each row's cells with the title of their column: on a phone they stand below each other."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


describing_person = Signal()
"""Sent when somebody who oversees a person opens her page; arguments: `person`.

A receiver returns a `Section`, or None where there is nothing to say.
"""


def sections_about(person: Person) -> list[Section]:
    """What the rooms above answer, in the order in which they listen."""
    answers: Any = describing_person.send(sender=Person, person=person)
    return [section for _, section in answers if section is not None]
