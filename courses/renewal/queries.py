"""Who owes a course anew, and what she has done for it since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from courses.assignments.models import Completion, Obligation
from courses.catalogue.models import CourseEdition
from courses.catalogue.outline import Outline, OutlineLesson
from courses.catalogue.queries import current_editions, outline_of
from courses.progress.models import CourseProgress, Evidence
from courses.renewal.rules import PASSED, READ, Done, Step, first_done, steps_of
from organisations.people.models import Person
from organisations.tree.queries import in_force
from quizzes.attempts.models import Attempt

LEARNT, RENEWED = Completion.Source.LEARNT, Completion.Source.RENEWED
READINGS = (Evidence.Kind.READ, Evidence.Kind.MARKED)


@dataclass(frozen=True, slots=True)
class StepOnScreen:
    """Something to do again, where, and since when it is done."""

    step: Step
    lesson: OutlineLesson
    done_on: date | None

    @property
    def is_quiz(self) -> bool:
        return self.step.kind == PASSED


@dataclass(frozen=True, slots=True)
class Renewing:
    """How far a learner is with learning a course anew."""

    since: date
    steps: list[StepOnScreen]

    @property
    def left(self) -> int:
        return sum(step.done_on is None for step in self.steps)

    @property
    def next_step(self) -> StepOnScreen | None:
        return next((step for step in self.steps if step.done_on is None), None)

    def asks_for_reading(self, lesson_id: int) -> bool:
        return any(
            one.step.number == lesson_id and one.done_on is None for one in self.steps if not one.is_quiz
        )


def renewing(outline: Outline, learner: Person | None, since: date | None) -> Renewing | None:
    """What is to be done again of a course that is owed anew since a day; None where it is not."""
    if not learner or since is None:
        return None
    steps = steps_of(outline.lessons)
    days = first_done(steps, done_since(learner.pk, steps, since), since)
    lessons = {lesson.lesson_id: lesson for lesson in outline.lessons}
    return Renewing(since, [StepOnScreen(step, lessons[step.lesson_id], days.get(step)) for step in steps])


def owed_anew_since(progress: CourseProgress | None, learner: Person | None, today: date) -> date | None:
    """Since when a course that she has finished is owed anew; None where it is not.

    Asks nothing of a course that is still under way.
    """
    if progress is None or progress.finished_at is None or not learner:
        return None
    owed = Obligation.objects.filter(
        in_force(today), person=learner, course__enrolments__progress=progress, finished_on__isnull=True
    )
    return owed.values_list("began", flat=True).first()


def done_since(learner: int, steps: Sequence[Step], since: date) -> list[Done]:
    """What she, by primary key, has passed or read of this since a day, whenever it was told."""
    moment = _beginning_of(since)
    quizzes = [step.number for step in steps if step.kind == PASSED]
    lessons = [step.number for step in steps if step.kind == READ]
    passed = Attempt.objects.filter(
        learner=learner, quiz__in=quizzes, is_passed=True, submitted_at__gte=moment
    ).order_by()
    read = Evidence.objects.filter(
        learner=learner, lesson__in=lessons, kind__in=READINGS, happened_at__gte=moment
    ).order_by()
    rows = [(PASSED, *row) for row in passed.values_list("quiz", "submitted_at")] if quizzes else []
    rows += [(READ, *row) for row in read.values_list("lesson", "happened_at")] if lessons else []
    return [Done(kind, number, timezone.localdate(at)) for kind, number, at in rows]


def edition_taught(course_id: int) -> CourseEdition | None:
    return current_editions().filter(course=course_id).first()


def rounds_to_look_at(learner: int, course_id: int, today: date) -> list[Obligation]:
    """Of a course she had finished before: rounds that are open, and those that a renewal finished."""
    renewed = Completion.objects.filter(person=learner, course=course_id, source=RENEWED).values("on")
    found = Obligation.objects.filter(
        Q(finished_on__isnull=True) | Q(finished_on__in=renewed),
        person=learner,
        course=course_id,
        began__lte=today,
    )
    return list(found.order_by("began"))


def renewal_on(day: date, one: Obligation) -> Completion | None:
    """The renewal that finished a round on a day."""
    renewals = Completion.objects.filter(person=one.person_id, course=one.course_id, source=RENEWED)
    return renewals.filter(on=day).first()


def has_finished(learner: int, course_id: int) -> bool:
    return _finished([learner], [course_id]).exists()


def finished_before(rows: Iterable[Obligation], today: date) -> set[tuple[int, int]]:
    """Of obligations that are open and have begun: whose course was finished once, as person and course."""
    pairs = {(one.person_id, one.course_id) for one in rows if one.finished_on is None and one.began <= today}
    if not pairs:
        return set()
    people, courses = zip(*pairs, strict=True)
    known = _finished(set(people), set(courses))
    return pairs & set(known.values_list("person", "course"))


def courses_owed_anew(learner: int, today: date) -> list[int]:
    """The courses she has finished and owes anew, or has learnt anew, by primary keys."""
    finished = Completion.objects.filter(person=learner, source=LEARNT)
    owed = Obligation.objects.filter(person=learner, began__lte=today, course__in=finished.values("course"))
    renewed = Completion.objects.filter(person=learner, source=RENEWED).values("course")
    open_or_renewed = owed.filter(Q(finished_on__isnull=True) | Q(course__in=renewed))
    return list(open_or_renewed.order_by().values_list("course", flat=True).distinct())


def passing_anew_since(learner: int, quiz_id: int, today: date) -> datetime | None:
    """Since when she, by primary key, is to pass a quiz anew, by a course that is owed anew today."""
    owed = Obligation.objects.filter(
        in_force(today),
        person=learner,
        course__in=courses_owed_anew(learner, today),
        finished_on__isnull=True,
    )
    for one in owed.order_by("-began"):
        edition = edition_taught(one.course_id)
        steps = steps_of(outline_of(edition).lessons) if edition else []
        if any((step.kind, step.number) == (PASSED, quiz_id) for step in steps):
            return _beginning_of(one.began)
    return None


def _beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _finished(learners: Iterable[int], courses: Iterable[int]) -> QuerySet[Completion]:
    """By what is kept, not by progress: what finishes a course at this moment is no renewal of it."""
    return Completion.objects.filter(person__in=learners, course__in=courses, source=LEARNT)
