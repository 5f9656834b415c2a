"""What happens to attempts and to people; review follows."""

from datetime import datetime
from typing import Any

from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Section
from organisations.privacy.signals import erasing_person, gathering_personal_data
from quizzes.attempts.models import Attempt
from quizzes.attempts.signals import attempt_begun, attempt_graded
from quizzes.reviewing.actions import end_sittings, note_attempt
from quizzes.reviewing.joining import join_review
from quizzes.reviewing.personal_data import forget_review, sections_about_review


def connect() -> None:
    """After the attempts' own receivers: those may close an attempt of an entry that is going."""
    attempt_graded.connect(_attempt_graded)
    attempt_begun.connect(_attempt_begun)
    people_merging.connect(_people_merging)
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)


def _attempt_begun(sender: type, attempt: Attempt, **_: Any) -> None:
    """A session that is open might ask what the quiz asks."""
    end_sittings(learner=attempt.learner, now=attempt.started_at)


def _attempt_graded(sender: type, attempt: Attempt, now: datetime, **_: Any) -> None:
    note_attempt(attempt=attempt, now=now)


def _people_merging(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    join_review(kept=kept, gone=gone)


def _gathering(sender: type, person: Person, **_: Any) -> list[Section]:
    return sections_about_review(person)


def _erasing(sender: type, person: Person, **_: Any) -> list[Trace]:
    return forget_review(person)
