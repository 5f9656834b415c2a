"""What happens below, to people; their attempts follow."""

from datetime import datetime
from typing import Any

from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.personnel.signals import Section as PortraitSection
from organisations.personnel.signals import describing_person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Section
from organisations.privacy.signals import erasing_person, gathering_personal_data, purging_personal_data
from quizzes.attempts.forgetting import forget_answers, forget_old_files
from quizzes.attempts.joining import join_attempts
from quizzes.attempts.personal_data import sections_about_quizzes
from quizzes.attempts.portrait import quizzes_of


def connect() -> None:
    people_merging.connect(_people_merging)
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)
    purging_personal_data.connect(_purging)
    describing_person.connect(_describing)


def _people_merging(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    join_attempts(kept=kept, gone=gone)


def _gathering(sender: type, person: Person, **_: Any) -> list[Section]:
    return sections_about_quizzes(person)


def _erasing(sender: type, person: Person, now: datetime, **_: Any) -> list[Trace]:
    return forget_answers(person=person, now=now)


def _purging(sender: type, now: datetime, dry_run: bool, **_: Any) -> dict[str, int]:
    return {"answer files": forget_old_files(now=now, dry_run=dry_run)}


def _describing(sender: type, person: Person, **_: Any) -> PortraitSection:
    return quizzes_of(person)
