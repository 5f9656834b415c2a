"""The mark of a course: what counts of a learner's attempts at its tests, kept beside how far she is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q

from courses.catalogue.models import CourseEdition
from courses.catalogue.outline import tests_among
from courses.catalogue.queries import lessons_of
from courses.progress.models import CourseProgress
from courses.progress.rules import Result, mark_of, not_passed_since
from courses.progress.telling import tell_of_change
from quizzes.attempts.glances import standings_with_a_mark

AT_ONCE = 1000
"""Learners whose marks are made together when a whole course is given another edition."""


def bring_marks(followed: Collection[CourseProgress], edition_id: int) -> list[CourseProgress]:
    """Set the marks of what is followed by one edition; return what was changed, still to be saved."""
    results = _results_of({progress.enrolment.learner_id for progress in followed}, edition_id)
    changed = []
    for progress in followed:
        found = results[progress.enrolment.learner_id]
        fails_since = None if progress.finished_at else not_passed_since(found)
        if fails_since and progress.not_passed_at:  # she tried again, and it is no pass yet
            fails_since = progress.not_passed_at
        if (mark := mark_of(found), fails_since) != (progress.mark, progress.not_passed_at):
            progress.mark, progress.not_passed_at = mark, fails_since
            changed.append(progress)
    return changed


def settle_marks_in(edition: CourseEdition) -> None:
    """Store the marks of everybody who is under way by an edition."""
    tests = tests_among(lessons_of(edition.pk))
    concerned = Q(mark__isnull=False) | Q(not_passed_at__isnull=False)
    if tests:
        concerned |= Q(enrolment__learner__in=standings_with_a_mark(None, tests).values("learner"))
    rows = CourseProgress.objects.filter(concerned, edition=edition, finished_at__isnull=True)
    for some in _by_thousands(rows.select_related("enrolment").order_by("pk").iterator(AT_ONCE)):
        keep_marks(bring_marks(some, edition.pk), edition.course_id)


def keep_marks(changed: Sequence[CourseProgress], course_id: int) -> None:
    """Store marks that were brought up to date in a course, and tell of them."""
    if changed:
        CourseProgress.objects.bulk_update(changed, ["mark", "not_passed_at"])
        tell_of_change(course_id, [progress.enrolment.learner_id for progress in changed])


def _results_of(learners: Collection[int], edition_id: int) -> dict[int, list[Result]]:
    """What counts for these learners in the tests of an edition; no test asks no database."""
    results: dict[int, list[Result]] = defaultdict(list)
    if tests := tests_among(lessons_of(edition_id)):
        standings = standings_with_a_mark(learners, tests)
        told = standings.values_list("learner", "percent", "passed_at", "last_graded_at")
        for learner, percent, passed_at, graded_at in told:
            results[learner].append(Result(percent or 0.0, passed_at is not None, graded_at))
    return results


def _by_thousands(rows: Iterable[CourseProgress]) -> Iterable[list[CourseProgress]]:
    some: list[CourseProgress] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some
