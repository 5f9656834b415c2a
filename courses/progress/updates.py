"""Update lessons: what those who have finished are asked to take later. They keep their completion.

Asked for are the update lessons of the latest edition that the edition by which she finished does not hold.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Max

from courses.catalogue.models import CourseEdition
from courses.catalogue.outline import OutlineLesson
from courses.catalogue.queries import current_editions, lessons_of
from courses.progress.models import CourseProgress, LessonProgress
from organisations.people.models import Person


def updates_between(learnt: int, latest: int) -> list[OutlineLesson]:
    """The update lessons of an edition that another, by which somebody finished, does not hold."""
    known = {lesson.lesson_id for lesson in lessons_of(learnt)}
    return [lesson for lesson in lessons_of(latest) if lesson.is_update and lesson.lesson_id not in known]


def updates_asked_of(progress: CourseProgress) -> list[OutlineLesson]:
    """The lessons that somebody who has finished is asked to take, done or not."""
    asked = progress.update_edition_id
    return updates_between(progress.edition_id, asked) if asked else []


def ask_for_update(*, edition: CourseEdition) -> None:
    """Let everybody who has finished the course be asked for what a new edition brings her."""
    finished = CourseProgress.objects.filter(
        enrolment__course_id=edition.course_id, finished_at__isnull=False
    )
    for learnt, before in finished.order_by().values_list("edition", "update_edition").distinct():
        asked = {lesson.lesson_id for lesson in updates_between(learnt, edition.pk)}
        asked_before = {x.lesson_id for x in updates_between(learnt, before)} if before else set()
        if asked == asked_before:
            continue
        rows = finished.filter(edition=learnt, update_edition=before)
        if asked:
            rows.update(update_edition=edition, update_done_at=None)
            _keep_what_was_taken(edition, learnt, asked)
        else:
            rows.filter(update_done_at__isnull=True).update(update_edition=None)


def ask_one_for_update(*, progress: CourseProgress, learner: Person) -> None:
    """Let somebody who finishes by an earlier edition be asked for what has come since; not yet saved."""
    if progress.edition.is_current:
        return
    latest = current_editions().filter(course=progress.edition.course_id).first()
    if latest and updates_between(progress.edition_id, latest.pk):
        progress.update_edition = latest
        bring_update(progress=progress, learner=learner)


def bring_update(*, progress: CourseProgress, learner: Person) -> None:
    """Set since when the update that is asked for is taken; not yet saved."""
    asked = {lesson.lesson_id for lesson in updates_asked_of(progress)}
    progress.update_done_at = _taken(asked, [learner.pk]).get(learner.pk)


def _keep_what_was_taken(edition: CourseEdition, learnt: int, asked: set[int]) -> None:
    """Somebody may have taken it already, by an edition that held it as well."""
    rows = CourseProgress.objects.filter(update_edition=edition, edition=learnt)
    taken = _taken(asked, None)
    changed = []
    for progress in rows.filter(enrolment__learner__in=taken).select_related("enrolment"):
        progress.update_done_at = taken[progress.enrolment.learner_id]
        changed.append(progress)
    CourseProgress.objects.bulk_update(changed, ["update_done_at"], batch_size=500)


def _taken(lessons: set[int], learners: Collection[int] | None) -> dict[int, datetime]:
    """Who of these learners, or of all, has done all of these lessons, and since when."""
    rows = LessonProgress.objects.filter(lesson__in=lessons, done_at__isnull=False)
    if learners is not None:
        rows = rows.filter(learner__in=learners)
    counted = rows.order_by().values("learner").annotate(count=Count("pk"), last=Max("done_at"))
    return {row["learner"]: row["last"] for row in counted.filter(count=len(lessons))}
