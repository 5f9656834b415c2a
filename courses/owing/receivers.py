"""What is owed and finished, told to whoever asks about a person, and let go of with her."""

from typing import Any

from courses.owing.personal_data import forget_owing, sections_about_owing
from courses.owing.portrait import finished_over_time, owed_over_time
from organisations.people.models import Person
from organisations.personnel.signals import Section as PortraitSection
from organisations.personnel.signals import describing_person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Section
from organisations.privacy.signals import erasing_person, gathering_personal_data


def connect() -> None:
    describing_person.connect(_owed)
    describing_person.connect(_finished)
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)


def _owed(sender: type, person: Person, **_: Any) -> PortraitSection:
    return owed_over_time(person)


def _finished(sender: type, person: Person, **_: Any) -> PortraitSection:
    return finished_over_time(person)


def _gathering(sender: type, person: Person, **_: Any) -> list[Section]:
    return sections_about_owing(person)


def _erasing(sender: type, person: Person, **_: Any) -> list[Trace]:
    return forget_owing(person)
