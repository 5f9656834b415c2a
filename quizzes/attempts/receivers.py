"""What happens below, to people and to attempts that have begun; their attempts and the worker follow."""

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
from quizzes.attempts.models import Attempt
from quizzes.attempts.personal_data import sections_about_quizzes
from quizzes.attempts.portrait import quizzes_of
from quizzes.attempts.signals import attempt_begun
from quizzes.attempts.tasks import close_later


def connect() -> None:
    people_merging.connect(_people_merging)
    attempt_begun.connect(_attempt_begun)
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)
    purging_personal_data.connect(_purging)
    describing_person.connect(_describing)


def _people_merging(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    join_attempts(kept=kept, gone=gone)


def _attempt_begun(sender: type, attempt: Attempt, **_: Any) -> None:
    if attempt.deadline_at:
        close_later(attempt_id=attempt.pk, deadline_at=attempt.deadline_at)


def _gathering(sender: type, person: Person, **_: Any) -> list[Section]:
    return sections_about_quizzes(person)


def _erasing(sender: type, person: Person, now: datetime, **_: Any) -> list[Trace]:
    return forget_answers(person=person, now=now)


def _purging(sender: type, now: datetime, dry_run: bool, **_: Any) -> dict[str, int]:
    return {"answer files": forget_old_files(now=now, dry_run=dry_run)}


def _describing(sender: type, person: Person, **_: Any) -> PortraitSection:
    return quizzes_of(person)
