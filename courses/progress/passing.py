"""Quizzes that a learner has passed, brought to the lessons that hold them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from courses.catalogue.models import CourseEdition
from courses.catalogue.outline import OutlineLesson
from courses.progress import rules
from courses.progress.actions import Report, record_evidence
from courses.progress.queries import lessons_followed, passed_without_lesson
from organisations.people.models import Person
from quizzes.attempts.glances import passed_quizzes


@transaction.atomic
def record_passing(
    *, learner: Person, passed: Mapping[int, datetime], lessons: Iterable[OutlineLesson], now: datetime
) -> None:
    """Let quizzes, passed since the moment beside each, count in the lessons that hold them.

    What is recorded already stays as it is. A lesson that was published anew is told again: what finishes it
    is judged by the version in which it was told.
    """
    reports = [
        Report(
            id=_id(learner, quiz, lesson),
            kind=rules.PASSED,
            lesson_id=lesson.lesson_id,
            happened_at=passed[quiz],
            item=str(quiz),
        )
        for lesson in lessons
        for quiz in lesson.quizzes
        if quiz in passed
    ]
    if reports:
        record_evidence(learner=learner, reports=reports, now=now)


def record_all_passed(*, learner: Person, now: datetime) -> None:
    """Let everything that a learner has passed so far count in the courses that she follows."""
    lessons = [lesson for lesson in lessons_followed(learner) if lesson.quizzes]
    passed = passed_quizzes(learner, {quiz for lesson in lessons for quiz in lesson.quizzes})
    record_passing(learner=learner, passed=passed, lessons=lessons, now=now)


def record_passed_before(*, edition: CourseEdition, now: datetime) -> None:
    """Let a new edition's followers be told what they had passed before it asked for it."""
    for learner, passed, lessons in passed_without_lesson(edition):
        record_passing(learner=learner, passed=passed, lessons=lessons, now=now)


def _id(learner: Person, quiz: int, lesson: OutlineLesson) -> UUID:
    """The same however often it is told, and not to be guessed by another."""
    return uuid5(learner.public_id, f"passed {quiz} {lesson.lesson_id} {lesson.version_id}")
