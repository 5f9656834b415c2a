"""What happens below: an attempt gets its mark, a person asks for her data, is erased, or two become one."""

from datetime import datetime
from typing import Any

from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Section
from organisations.privacy.signals import erasing_person, gathering_personal_data
from quizzes.attempts.models import Attempt
from quizzes.attempts.signals import attempt_graded
from quizzes.marking.models import MarkNotice
from quizzes.marking.personal_data import erase_words_about, sections_about_marks
from quizzes.marking.regrading.actions import follow_what_was_left_aside


def connect() -> None:
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)
    people_merging.connect(_people_merging)
    attempt_graded.connect(_attempt_graded)


def _attempt_graded(sender: type, attempt: Attempt, now: datetime, **_: Any) -> None:
    follow_what_was_left_aside(attempt=attempt, now=now)


def _gathering(sender: type, person: Person, **_: Any) -> list[Section]:
    return sections_about_marks(person)


def _erasing(sender: type, person: Person, **_: Any) -> list[Trace]:
    return erase_words_about(person)


def _people_merging(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    MarkNotice.objects.filter(learner=gone).update(learner=kept)
