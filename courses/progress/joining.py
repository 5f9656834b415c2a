"""Two entries were one person: what either learnt is hers, and nothing of it is lost."""

from datetime import UTC, datetime

from courses.catalogue.queries import newest_places
from courses.enrolment.models import Enrolment
from courses.progress.actions import settle_lesson, settle_test
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from organisations.people.models import Person

NEVER = datetime.max.replace(tzinfo=UTC)


def join_course(*, kept: Enrolment, gone: Enrolment) -> None:
    """Keep the earlier finish with the edition in which it was reached, and the newer place."""
    own = CourseProgress.objects.get(enrolment=kept)
    other = CourseProgress.objects.get(enrolment=gone)
    if (other.finished_at or NEVER) < (own.finished_at or NEVER):
        own.finished_at, own.edition, own.lessons_total = (
            other.finished_at,
            other.edition,
            other.lessons_total,
        )
        # Counted anew once all evidence is hers; never more than the edition has.
        own.lessons_done = other.lessons_done
        own.not_passed_at = None
        own.update_edition = other.update_edition
    if other.last_at and (own.last_at is None or own.last_at < other.last_at):
        own.last_lesson, own.last_anchor, own.last_at = other.last_lesson, other.last_anchor, other.last_at
    own.save()


def join_learning(*, kept: Person, gone: Person) -> None:
    """Let all evidence be the kept entry's, and store anew what follows from the whole of it."""
    touched = set(LessonProgress.objects.filter(learner=gone).values_list("lesson_id", flat=True))
    touched |= set(Evidence.objects.filter(learner=gone).values_list("lesson_id", flat=True))
    Evidence.objects.filter(learner=gone).update(learner=kept)
    LessonProgress.objects.filter(learner=gone).delete()
    for place in newest_places(touched).values():
        settle_lesson(learner=kept, place=place)
    settle_test(learner=kept)
