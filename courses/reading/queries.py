"""What a learner's pages show, gathered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.safestring import SafeString

from courses.catalogue.models import CourseEdition
from courses.catalogue.outline import Outline, OutlineLesson
from courses.catalogue.rendering import LessonText, sources_of_version, text_of_version
from courses.owing.queries import Task as OwedTask
from courses.owing.queries import editions_with_what_is_owed
from courses.owing.queries import tasks_of as tasks_owed
from courses.progress.models import CourseProgress
from courses.progress.queries import Way, courses_of, way_in
from courses.progress.rules import MARKED, PASSED, READ, LessonState, Requirement, Task, next_stop, tasks_of
from courses.renewal.queries import Renewing, owed_anew_since, renewing
from media.packages.queries import PackageGlance, package_glances
from media.videos.queries import RecordingGlance, recording_glances
from organisations.people.models import Person
from quizzes.attempts.glances import Glance, UnderWay, glances_at, pressing_attempts


@dataclass(frozen=True, slots=True)
class LessonScreen:
    """Everything on the page of a lesson."""

    way: Way
    lesson: OutlineLesson
    text: LessonText
    state: LessonState
    tasks: list[Task]
    sources: SafeString
    quizzes: dict[int, Glance]
    recordings: dict[int, RecordingGlance]
    packages: dict[int, PackageGlance]
    anew: Renewing | None = None

    @property
    def outline(self) -> Outline:
        return self.way.outline

    @property
    def asks_to_read_again(self) -> bool:
        """Whether the course is owed anew, and this lesson is part of what is left of that."""
        return self.anew is not None and self.anew.asks_for_reading(self.lesson.lesson_id)

    @property
    def is_enrolled(self) -> bool:
        return self.way.progress is not None

    @property
    def tasks_left(self) -> int:
        return sum(not task.is_done for task in self.tasks)

    @property
    def asks_for_button(self) -> bool:
        """Whether the button at the end would do something that has not been done."""
        return any(not task.is_done for task in self.tasks if task.kind in (MARKED, READ))

    @property
    def quiz_to_pass(self) -> Glance | None:
        """The quiz that is the one thing to do now: the first that is left before the lesson is done."""
        if not self.is_enrolled or self.state.done_at:
            return None
        left = [
            self.quizzes.get(task.number) for task in self.tasks if task.kind == PASSED and not task.is_done
        ]
        return next((glance for glance in left if glance and glance.has_page), None)

    @property
    def onward(self) -> OutlineLesson | None:
        """From a finished lesson: the next one that is not done."""
        return (
            None
            if self.way.is_all_done
            else next_stop(self.outline.lessons, self.way.done, self.lesson.lesson_id)
        )

    @property
    def before(self) -> OutlineLesson | None:
        return self.outline.before(self.lesson)

    @property
    def after(self) -> OutlineLesson | None:
        return self.outline.after(self.lesson)


def lesson_on_screen(
    way: Way, lesson: OutlineLesson, *, learner: Person | None, now: datetime
) -> LessonScreen:
    text = text_of_version(lesson.version_id)
    state = way.state(lesson)
    need = Requirement(
        lesson.completion,
        items=frozenset(lesson.checklist_items),
        quizzes=frozenset(lesson.quizzes),
        recordings=frozenset(lesson.recordings),
        packages=frozenset(lesson.packages),
    )
    return LessonScreen(
        way=way,
        lesson=lesson,
        text=text,
        state=state,
        tasks=tasks_of(need, state),
        sources=sources_of_version(lesson.version_id, text),
        quizzes=glances_at(lesson.quizzes, learner=learner, now=now),
        recordings=recording_glances(lesson.recordings, learner),
        packages=package_glances(lesson.packages, learner),
        anew=learning_anew(way, learner, now),
    )


def learning_anew(way: Way, learner: Person | None, now: datetime) -> Renewing | None:
    """How far she is with learning a course anew that she has finished and owes again."""
    since = owed_anew_since(way.progress, learner, timezone.localdate(now))
    return renewing(way.outline, learner, since)


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before a learner: quizzes that end by themselves, the course in hand, what she owes, and the
    other courses, those she has still to begin or finish."""

    in_hand: Way | None
    others: list[CourseEdition]
    pressing: list[UnderWay] = field(default_factory=list)
    owed: list[OwedTask] = field(default_factory=list)

    @property
    def owed_in_hand(self) -> OwedTask | None:
        """What she owes of the course in hand."""
        here = self.in_hand.outline.course_id if self.in_hand else None
        return next((task for task in self.owed if task.course_id == here), None)

    @property
    def first(self) -> OwedTask | None:
        """Where nothing is in hand: the course to begin with."""
        return self.owed[0] if self.owed and not self.in_hand else None

    @property
    def tasks(self) -> list[OwedTask]:
        """What she owes beside what stands on top of the page."""
        return [task for task in self.owed if task not in (self.owed_in_hand, self.first)]


def desk_of(learner: Person | None, now: datetime) -> Desk:
    """The course in hand is the one learnt in last that is not finished."""
    followed = list(courses_of(learner))
    open_courses = [progress for progress in followed if progress.finished_at is None]
    in_hand = way_in(open_courses[0], learner) if learner and open_courses else None
    today = timezone.localdate(now)
    editions = list(editions_with_what_is_owed(learner, today))
    owed = tasks_owed(editions, {progress.enrolment.course_id: progress for progress in followed}, today)
    passed_over = {progress.enrolment.course_id for progress in followed if progress.finished_at}
    passed_over |= {in_hand.outline.course_id} if in_hand else set()
    passed_over |= {task.course_id for task in owed}
    others = [edition for edition in editions if edition.course_id not in passed_over]
    return Desk(in_hand, others, pressing_attempts(learner, now), owed)


@dataclass(frozen=True, slots=True)
class FinalTest:
    """A final test of a course: the lesson that holds it, and where the learner stands."""

    lesson: OutlineLesson
    glance: Glance


def final_tests(outline: Outline, learner: Person | None, now: datetime) -> list[FinalTest]:
    quizzes = {quiz for lesson in outline.final_tests for quiz in lesson.quizzes}
    return final_tests_among(outline, glances_at(quizzes, learner=learner, now=now))


def final_tests_among(outline: Outline, glances: Mapping[int, Glance]) -> list[FinalTest]:
    tests = [(lesson, glances.get(quiz)) for lesson in outline.final_tests for quiz in lesson.quizzes]
    return [FinalTest(lesson, glance) for lesson, glance in tests if glance and glance.is_final_test]


def finished_course(learner: Person | None, slug: str) -> CourseProgress | None:
    return courses_of(learner).filter(edition__slug=slug, finished_at__isnull=False).first()
