"""Around recognition: its answers are told; people become one, ask about themselves, are erased."""

from datetime import datetime
from typing import Any

from courses.recognition.models import Recognition
from courses.recognition.personal_data import (
    bring_over_recognitions,
    forget_recognitions,
    section_about_recognition,
)
from courses.recognition.portrait import recognised_of
from courses.recognition.signals import recognition_answered
from courses.recognition.telling import tell_learner
from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.personnel.signals import Section as PortraitSection
from organisations.personnel.signals import describing_person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Section
from organisations.privacy.signals import erasing_person, gathering_personal_data


def connect() -> None:
    recognition_answered.connect(_answered)
    people_merging.connect(_people_merging)
    describing_person.connect(_describing)
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)


def _answered(sender: type, recognition: Recognition, now: datetime, **_: Any) -> None:
    tell_learner(recognition, now)


def _people_merging(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    bring_over_recognitions(kept=kept, gone=gone)


def _describing(sender: type, person: Person, **_: Any) -> PortraitSection:
    return recognised_of(person)


def _gathering(sender: type, person: Person, **_: Any) -> list[Section]:
    return [section_about_recognition(person)]


def _erasing(sender: type, person: Person, **_: Any) -> list[Trace]:
    return forget_recognitions(person)
