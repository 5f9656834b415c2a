"""An organisation's page asks the rooms above what they can count within it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils.functional import Promise

from organisations.people.models import Person
from organisations.tree.models import Organisation

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, its rule in words, and the list behind it: people, or organisations; one row each.

    `key` is part of the list's address. `told` gives, for the rows of one page, what stands in `columns`
    beside each name, by primary key, in a fixed number of queries.
    """

    key: str
    title: Text
    rule: Text
    rows: QuerySet[Person] | QuerySet[Organisation]
    columns: Sequence[Text]
    told: Callable[[Sequence[Any]], Mapping[int, Sequence[Text]]]
    empty: Text = ""

    @property
    def is_of_people(self) -> bool:
        return self.rows.model is Person

    def count(self) -> int:
        return self.rows.count()


describing_organisation = Signal()
"""Sent when somebody who oversees an organisation opens its page, or a list behind it; arguments:
`organisation`, `on`, the day. A receiver returns a `Figure` of what lies within it that day, or None.

It must not ask the database yet; rows are counted, and read, when they are shown.
"""


def figures_within(organisation: Organisation, on: date) -> list[Figure]:
    """What the rooms above answer, in the order in which they listen."""
    answers: Any = describing_organisation.send(sender=Organisation, organisation=organisation, on=on)
    return [figure for _, figure in answers if figure is not None]
