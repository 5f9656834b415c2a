"""Enrolments and editions come in from below, progress follows; a person's learning is told to her."""

from datetime import datetime
from typing import Any

from courses.catalogue.models import CourseEdition
from courses.catalogue.signals import edition_frozen
from courses.enrolment.models import Enrolment
from courses.enrolment.signals import enrolled
from courses.progress.actions import adopt_edition, begin_course
from courses.progress.personal_data import sections_about_learning, traces_of_learning
from courses.progress.portrait import learning_of
from organisations.people.models import Person
from organisations.personnel.signals import Section as PortraitSection
from organisations.personnel.signals import describing_person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Section
from organisations.privacy.signals import erasing_person, gathering_personal_data


def connect() -> None:
    enrolled.connect(_enrolled)
    edition_frozen.connect(_edition_frozen)
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)
    describing_person.connect(_describing)


def _enrolled(sender: type, enrolment: Enrolment, edition: CourseEdition, **_: Any) -> None:
    begin_course(enrolment=enrolment, edition=edition)


def _edition_frozen(sender: type, edition: CourseEdition, now: datetime, **_: Any) -> None:
    adopt_edition(edition=edition, now=now)


def _gathering(sender: type, person: Person, **_: Any) -> list[Section]:
    return sections_about_learning(person)


def _erasing(sender: type, person: Person, **_: Any) -> list[Trace]:
    return traces_of_learning(person)


def _describing(sender: type, person: Person, **_: Any) -> PortraitSection:
    return learning_of(person)
