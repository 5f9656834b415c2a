"""A person asks for her data, is erased, or two entries become one: imported lists follow."""

from typing import Any

from organisations.exchange.models import ImportRow
from organisations.exchange.personal_data import erase_from_lists, section_about_lists
from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Section
from organisations.privacy.signals import erasing_person, gathering_personal_data


def connect() -> None:
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)
    people_merging.connect(_merging)


def _gathering(sender: type, person: Person, **_: Any) -> list[Section]:
    return [section_about_lists(person)]


def _erasing(sender: type, person: Person, **_: Any) -> list[Trace]:
    return erase_from_lists(person)


def _merging(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    ImportRow.objects.filter(person=gone.public_id).update(person=kept.public_id)
