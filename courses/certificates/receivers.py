"""What happens below, to progress and to people; certificates follow."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils import timezone

from courses.certificates.actions import issue_by_itself
from courses.certificates.personal_data import (
    forget_certificates,
    forget_old_prints,
    join_certificates,
    sections_about_certificates,
)
from courses.certificates.portrait import certificates_in_words
from courses.progress.signals import course_progress_changed
from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.personnel.signals import Section as PortraitSection
from organisations.personnel.signals import describing_person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Section
from organisations.privacy.signals import erasing_person, gathering_personal_data, purging_personal_data


def connect() -> None:
    course_progress_changed.connect(_progress_changed)
    people_merging.connect(_people_merging)
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)
    purging_personal_data.connect(_purging)
    describing_person.connect(_describing)


def _progress_changed(sender: type, course_id: int, learners: Collection[int], **_: Any) -> None:
    issue_by_itself(course_id=course_id, learners=learners, now=timezone.now())


def _people_merging(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    join_certificates(kept=kept, gone=gone)


def _gathering(sender: type, person: Person, **_: Any) -> list[Section]:
    return sections_about_certificates(person)


def _erasing(sender: type, person: Person, **_: Any) -> list[Trace]:
    return forget_certificates(person=person)


def _purging(sender: type, now: datetime, dry_run: bool, **_: Any) -> dict[str, int]:
    return forget_old_prints(now=now, dry_run=dry_run)


def _describing(sender: type, person: Person, **_: Any) -> PortraitSection:
    return certificates_in_words(person)
