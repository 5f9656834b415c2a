"""What finishes a course, told to a learner: what is done, what is missing, and what has come since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from courses.catalogue.models import CourseEdition
from courses.catalogue.outline import OutlineLesson
from courses.catalogue.queries import lessons_of, outline_of
from courses.catalogue.rules import CourseRule
from courses.progress.completing import requirement_of
from courses.progress.models import CourseProgress
from courses.progress.outdated import old_texts_behind
from courses.progress.queries import Way, courses_of, lesson_states, progress_with_its_edition
from courses.progress.rules import (
    ESSAY,
    LESSON,
    SESSION,
    TEST,
    CourseFact,
    CourseRequirement,
    CourseTask,
    course_tasks_of,
)
from courses.progress.updates import updates_asked_of
from courses.reading.queries import FinalTest, final_tests_among
from media.regulations.queries import Replaced
from organisations.people.models import Person
from quizzes.attempts.glances import Glance, glances_at


@dataclass(frozen=True, slots=True)
class Completion:
    """A course that somebody follows, and what has come since she finished it."""

    progress: CourseProgress
    old_texts: list[Replaced]
    updates: list[OutlineLesson]


@dataclass(frozen=True, slots=True)
class CourseScreen:
    """Everything on the page of a course; `which_lessons` says which of them count."""

    way: Way
    tests: list[FinalTest]
    tasks: list[CourseTask]
    which_lessons: str
    need: CourseRequirement
    quizzes: dict[int, Glance]
    completion: Completion | None

    @property
    def tasks_left(self) -> int:
        return sum(not task.is_done for task in self.tasks)

    @property
    def percent_so_far(self) -> float | None:
        """The mean of the tests that have a mark; None before the first, and while one may not be told."""
        taken = [self.quizzes[quiz] for quiz in self.need.tests if quiz in self.quizzes]
        percents = [glance.percent for glance in taken if glance.attempts_used]
        told = [percent for percent in percents if percent is not None]
        return sum(told) / len(told) if told and len(told) == len(percents) else None

    @property
    def only_test(self) -> Glance | None:
        """The test whose mark is asked for, where it is one alone."""
        return self.quizzes.get(min(self.need.tests)) if len(self.need.tests) == 1 else None


def course_on_screen(edition: CourseEdition, *, learner: Person | None, now: datetime) -> CourseScreen:
    """Who is under way by an earlier edition is shown that one; everybody else the one that is taught."""
    progress = progress_with_its_edition(learner, edition.course_id) if learner else None
    is_under_way = progress is not None and progress.finished_at is None
    followed = progress.edition if progress and is_under_way else edition
    outline = replace(outline_of(edition), edition_id=followed.pk, lessons=lessons_of(followed.pk))
    way = Way(outline, lesson_states(learner, outline.lesson_ids) if learner else {}, progress)
    need = requirement_of(followed)
    asked = need.tests | need.essays
    glances = glances_at(asked | _quizzes_of(outline.final_tests), learner=learner, now=now)
    return CourseScreen(
        way=way,
        tests=final_tests_among(outline, glances),
        tasks=course_tasks_of(need, _facts(way, glances) if progress else []),
        which_lessons=CourseRule.of(followed.rule).lessons,
        need=need,
        quizzes=glances,
        completion=completion_of(progress) if progress and progress.finished_at else None,
    )


def _facts(way: Way, glances: Mapping[int, Glance]) -> list[CourseFact]:
    """What she has done of what a course may ask for, from what its page knows of her anyway."""
    reviewed_at = getattr(way.progress, "session_at", None)
    return [
        *(CourseFact(LESSON, state.done_at, one) for one, state in way.states.items() if state.done_at),
        *(
            CourseFact(TEST, glance.counts_since, quiz, glance.counts)
            for quiz, glance in glances.items()
            if glance.counts is not None and glance.counts_since
        ),
        *(CourseFact(ESSAY, glance.passed_at, quiz) for quiz, glance in glances.items() if glance.passed_at),
        *([CourseFact(SESSION, reviewed_at)] if reviewed_at else []),
    ]


def completion_of(progress: CourseProgress) -> Completion:
    return Completion(progress, old_texts_behind(progress), _left_to_take(progress))


def own_courses(learner: Person | None) -> list[Completion]:
    return [completion_of(progress) for progress in courses_of(learner)]


def _left_to_take(progress: CourseProgress) -> list[OutlineLesson]:
    """The update lessons she is asked to take, until she has taken all of them."""
    return updates_asked_of(progress) if progress.is_to_update else []


def _quizzes_of(lessons: Iterable[OutlineLesson]) -> set[int]:
    return {quiz for lesson in lessons for quiz in lesson.quizzes}
