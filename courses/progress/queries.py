"""Reads of progress. Everything is asked for one learner: nobody reads another's."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.catalogue.models import CourseEdition, EditionLesson, Onward
from courses.catalogue.outline import Outline, OutlineLesson
from courses.catalogue.queries import lessons_of, outline_of
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from courses.progress.rules import (
    RULE_ATTENDED,
    RULE_PASSED,
    RULE_PLAYED,
    RULE_WATCHED,
    Fact,
    LessonState,
    Requirement,
    next_stop,
)
from courses.progress.updates import updates_asked_of
from organisations.people.models import Person
from practices.reviews.queries import first_review_of


@dataclass(frozen=True, slots=True)
class Way:
    """A learner's way through a course: its outline, what is done, and where to go on."""

    outline: Outline
    states: dict[int, LessonState]
    progress: CourseProgress | None

    @property
    def done(self) -> set[int]:
        return {lesson_id for lesson_id, state in self.states.items() if state.done_at}

    @property
    def next_stop(self) -> OutlineLesson | None:
        last = self.progress.last_lesson_id if self.progress else None
        return next_stop(self.outline.lessons, self.done, last)

    @property
    def is_all_done(self) -> bool:
        """Whether every lesson is done; something else may still be asked for."""
        return bool(self.outline.lessons) and self.done.issuperset(self.outline.lesson_ids)

    @property
    def anchor(self) -> str:
        """Where in the next lesson she stopped reading, if that is the lesson she left."""
        progress, stop = self.progress, self.next_stop
        here = progress and stop and progress.last_lesson_id == stop.lesson_id
        return cast(CourseProgress, progress).last_anchor if here else ""

    def state(self, lesson: OutlineLesson) -> LessonState:
        return self.states.get(lesson.lesson_id) or LessonState()

    def has_been_in(self, lesson: OutlineLesson) -> bool:
        last = self.progress.last_lesson_id if self.progress else None
        return lesson.lesson_id in self.states or lesson.lesson_id == last

    @property
    def minutes_left(self) -> int:
        return sum(lesson.minutes for lesson in self.outline.lessons if lesson.lesson_id not in self.done)


def way_through(outline: Outline, learner: Person | None) -> Way:
    """A learner's way through a course; for nobody in particular, an untrodden one."""
    if not learner:
        return Way(outline, {}, None)
    states = lesson_states(learner, outline.lesson_ids)
    return Way(outline, states, progress_in(learner, outline.course_id))


def lesson_states(learner: Person, lesson_ids: Iterable[int]) -> dict[int, LessonState]:
    rows = LessonProgress.objects.filter(learner=learner, lesson_id__in=lesson_ids).values_list(
        "lesson_id",
        "begun_at",
        "read_at",
        "marked_at",
        "attended_at",
        "done_at",
        "ticked",
        "ticked_ever",
        "passed",
        "watched",
        "played",
    )
    return {row[0]: LessonState(*row[1:6], *map(frozenset, row[6:])) for row in rows}


def outline_followed(outline: Outline, learner: Person | None) -> Outline:
    """The course as a learner goes through it: by the edition that she began, where that still goes on."""
    if not (outline.older_go_on and learner):
        return outline
    under_way = CourseProgress.objects.filter(
        enrolment__learner=learner, enrolment__course=outline.course_id, finished_at__isnull=True
    )
    own = under_way.values_list("edition", flat=True).first()
    return replace(outline, edition_id=own, lessons=lessons_of(own)) if own else outline


def progress_in(learner: Person, course_id: int) -> CourseProgress | None:
    return CourseProgress.objects.filter(enrolment__learner=learner, enrolment__course_id=course_id).first()


def courses_of(learner: Person | None) -> QuerySet[CourseProgress]:
    """The courses a learner follows, the one she learnt in last first."""
    if not learner:
        return CourseProgress.objects.none()
    return (
        CourseProgress.objects.filter(enrolment__learner=learner)
        .select_related("edition", "enrolment")
        .order_by(Coalesce("last_at", "enrolment__enrolled_at").desc(), "pk")
    )


def progress_with_its_edition(learner: Person, course_id: int) -> CourseProgress | None:
    """A learner's progress in a course with the edition she follows, and as `session_at` since when she has
    reviewed a demonstration session."""
    rows = CourseProgress.objects.filter(enrolment__learner=learner, enrolment__course_id=course_id)
    rows = rows.select_related("edition").defer("edition__about")
    return rows.annotate(session_at=Subquery(first_review_of(OuterRef("enrolment__learner")))).first()


def progress_by_course(learner: Person | None) -> dict[int, CourseProgress]:
    return {progress.enrolment.course_id: progress for progress in courses_of(learner)}


def lessons_followed(learner: Person) -> list[OutlineLesson]:
    """The lessons of every course that a learner follows, each by the edition she follows, and those that
    she is asked to take besides."""
    followed = CourseProgress.objects.filter(enrolment__learner=learner).only("edition", "update_edition")
    return [
        lesson
        for progress in followed
        for lesson in (*lessons_of(progress.edition_id), *updates_asked_of(progress))
    ]


def lessons_that_ask(edition: CourseEdition) -> list[OutlineLesson]:
    """Lessons of an edition that a quiz, film or sound, a package or a demonstration session finishes."""
    asking = (RULE_PASSED, RULE_WATCHED, RULE_PLAYED, RULE_ATTENDED)
    return [x for x in lessons_of(edition.pk) if x.completion in asking]


def learners_under_way(edition: CourseEdition) -> QuerySet[Person]:
    under_way = CourseProgress.objects.filter(edition=edition, finished_at__isnull=True)
    return Person.objects.filter(pk__in=under_way.values("enrolment__learner"))


def lessons_done_by(learners: Iterable[Person], lessons: Iterable[OutlineLesson]) -> set[tuple[int, int]]:
    """Who of these learners has finished which of these lessons, by numbers."""
    done = LessonProgress.objects.filter(
        learner__in=list(learners), lesson__in=[x.lesson_id for x in lessons], done_at__isnull=False
    )
    return set(done.values_list("learner", "lesson"))


def way_in(progress: CourseProgress, learner: Person) -> Way:
    """The way through a course that a learner follows, by the edition she follows."""
    outline = outline_of(progress.edition)
    return Way(outline, lesson_states(learner, outline.lesson_ids), progress)


def facts_about(learner: Person, lesson_id: int) -> tuple[list[Fact], list[Requirement]]:
    """All evidence on one lesson, and the requirements that were in force when it was given."""
    rows = Evidence.objects.filter(learner=learner, lesson_id=lesson_id).values_list(
        "kind",
        "happened_at",
        "item",
        "pk",
        "version__completion",
        "version__checklist_items",
        "version__quizzes",
        "version__recordings",
        "version__packages",
    )
    facts = [Fact(kind, at, item, str(pk)) for kind, at, item, pk, *_ in rows]
    needs = {Requirement(row[4], *map(frozenset, row[5:])) for row in rows}
    return facts, list(needs)


def count_of_lessons_done(lessons: Collection[int]) -> Coalesce:
    """For an update of CourseProgress: how many of these lessons each learner has finished."""
    counts = (
        LessonProgress.objects.filter(
            learner__enrolments=OuterRef("enrolment_id"), lesson__in=lessons, done_at__isnull=False
        )
        .order_by()
        .values("learner")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return Coalesce(Subquery(counts), 0)


def adopting(edition: CourseEdition) -> QuerySet[CourseProgress]:
    """Those under way in a course whom a new edition of it is to be given."""
    under_way = CourseProgress.objects.filter(
        enrolment__course_id=edition.course_id, finished_at__isnull=True
    )
    if edition.onward == Onward.KEEP:
        return under_way.none()
    if edition.older_go_on:
        return under_way.filter(edition__number=edition.number - 1)
    return under_way


def own_places(
    newest: Mapping[int, EditionLesson], followed: Iterable[CourseProgress]
) -> dict[int, EditionLesson]:
    """Where lessons stand in the edition that somebody under way goes on by, if that is an earlier one."""
    earlier = [
        progress.edition_id
        for progress in followed
        if progress.finished_at is None and _stands_elsewhere(newest.values(), progress)
    ]
    if not earlier:
        return {}
    places = EditionLesson.objects.filter(edition__in=earlier, lesson__in=newest).select_related("edition")
    return {place.lesson_id: place for place in places.defer("edition__about")}


def _stands_elsewhere(places: Iterable[EditionLesson], progress: CourseProgress) -> bool:
    course = progress.enrolment.course_id
    return any(x.edition_id != progress.edition_id for x in places if x.edition.course_id == course)


def under_way_of(people: QuerySet[Person]) -> QuerySet[CourseProgress]:
    """Courses that these people follow and have not finished."""
    return CourseProgress.objects.filter(enrolment__learner__in=people, finished_at__isnull=True)


def count_under_way(course_id: int) -> int:
    return CourseProgress.objects.filter(enrolment__course=course_id, finished_at__isnull=True).count()


def count_finished(course_id: int) -> int:
    return CourseProgress.objects.filter(enrolment__course=course_id, finished_at__isnull=False).count()


def learnt_since(people: QuerySet[Person], moment: datetime) -> QuerySet[Evidence]:
    """What these people have done since, as it reached the server; the latest first."""
    found = Evidence.objects.filter(learner__in=people, received_at__gt=moment)
    return found.select_related("learner", "lesson").order_by("-received_at", "pk")


def just_completed() -> QuerySet[CourseProgress]:
    """Progress whose counters say finished while its state does not yet."""
    return CourseProgress.objects.filter(
        finished_at__isnull=True, lessons_total__gt=0, lessons_done=F("lessons_total")
    )
