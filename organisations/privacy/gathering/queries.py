"""Everything the platform keeps of a person, section by section, from all rooms."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from organisations.people.models import Person
from organisations.privacy.gathering.account_sections import account_sections, sections_of_work
from organisations.privacy.gathering.own_sections import sections_after_the_rooms, sections_before_the_rooms
from organisations.privacy.gathering.sections import Cell, Section
from organisations.privacy.signals import gathering_personal_data

ROWS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A page of a section's rows, each cell beside its column."""

    section: Section
    rows: list[list[tuple[str, Cell]]]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ROWS_ON_A_PAGE))

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def sections_about(person: Person) -> list[Section]:
    """All sections, those of the rooms above in the middle. Asks the database for nothing yet."""
    answers: list[tuple[Any, Any]] = gathering_personal_data.send(sender=Person, person=person)
    return [
        *sections_before_the_rooms(person),
        *chain.from_iterable(told for _receiver, told in answers),
        *account_sections(person),
        *sections_after_the_rooms(person),
        *sections_of_work(person),
    ]


def section_about(person: Person, key: str) -> Section | None:
    return next((section for section in sections_about(person) if section.key == key), None)


def page_of(section: Section, number: int) -> SectionPage:
    """The page with that number, or the nearest there is."""
    total = section.rows.count()
    last = max(1, -(-total // ROWS_ON_A_PAGE))
    number = min(max(number, 1), last)
    start = (number - 1) * ROWS_ON_A_PAGE
    labels = [column.label for column in section.columns]
    rows = [list(zip(labels, row, strict=True)) for row in section.rows.page(start, start + ROWS_ON_A_PAGE)]
    return SectionPage(section, rows, total, number)
