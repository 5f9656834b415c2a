"""Progress computed anew from evidence, beside what is stored: the two must be equal."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from courses.catalogue.queries import newest_places
from courses.progress.actions import SETTLED, bring_course, settle_lesson, settle_test
from courses.progress.marks import bring_marks
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from courses.progress.queries import facts_about
from courses.progress.rules import LessonState, state_after
from organisations.people.models import Person


@dataclass(frozen=True, slots=True)
class Difference:
    """Something stored that does not follow from evidence."""

    learner: Person
    what: str
    stored: str
    computed: str

    def __str__(self) -> str:
        return f"{self.learner.public_id} {self.what}: stored {self.stored}, computed {self.computed}"


def rebuild_progress(*, mend: bool) -> Iterator[Difference]:
    """Compare everybody's progress with her evidence, person by person; `mend` stores what is computed."""
    for learner in Person.objects.filter(enrolments__isnull=False).distinct().order_by("pk").iterator():
        with transaction.atomic():
            yield from _lessons(learner, mend)
            yield from _courses(learner, mend)


def _lessons(learner: Person, mend: bool) -> Iterator[Difference]:
    stored = {row.lesson_id: row for row in LessonProgress.objects.filter(learner=learner)}
    reported = set(Evidence.objects.filter(learner=learner).values_list("lesson_id", flat=True))
    places = newest_places(reported)
    for lesson_id in sorted(reported | set(stored)):
        before = _state(stored[lesson_id]) if lesson_id in stored else LessonState()
        after = state_after(*facts_about(learner, lesson_id))
        if before == after:
            continue
        yield Difference(learner, f"lesson {lesson_id}", str(before), str(after))
        if not mend:
            continue
        if lesson_id in reported:
            settle_lesson(learner=learner, place=places[lesson_id])
        else:
            stored[lesson_id].delete()


def _courses(learner: Person, mend: bool) -> Iterator[Difference]:
    rows = CourseProgress.objects.filter(enrolment__learner=learner)
    differ = False
    for progress in rows.select_related("edition", "enrolment"):
        stored = _standing(progress)
        bring_marks([progress], progress.edition_id)
        bring_course(progress=progress, learner=learner)
        if stored != (computed := _standing(progress)):
            differ = True
            yield Difference(learner, f"course {progress.edition.slug}", stored, computed)
    if mend and differ:
        settle_test(learner=learner)


def _standing(progress: CourseProgress) -> str:
    return ", ".join(f"{name} {getattr(progress, name)}" for name in SETTLED)


def _state(row: LessonProgress) -> LessonState:
    return LessonState(
        begun_at=row.begun_at,
        read_at=row.read_at,
        marked_at=row.marked_at,
        attended_at=row.attended_at,
        done_at=row.done_at,
        ticked=frozenset(row.ticked),
        ticked_ever=frozenset(row.ticked_ever),
        passed=frozenset(row.passed),
        watched=frozenset(row.watched),
        played=frozenset(row.played),
    )
