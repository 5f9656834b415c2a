"""Days on which a course was finished, kept as progress tells of them."""

from collections.abc import Collection

from django.utils import timezone

from courses.assignments.models import Completion
from courses.progress.models import CourseProgress
from organisations.people.models import Person

LEARNT = Completion.Source.LEARNT


def keep_completions(*, course_id: int, learners: Collection[int]) -> None:
    """Keep the day on which each of these learners, by primary keys, finished a course here; an earlier one
    replaces a later."""
    finished = CourseProgress.objects.filter(
        enrolment__course=course_id, enrolment__learner__in=learners, finished_at__isnull=False
    )
    rows = [
        Completion(
            person_id=progress.enrolment.learner_id,
            course_id=course_id,
            edition_id=progress.edition_id,
            source=LEARNT,
            on=timezone.localdate(progress.finished_at),
        )
        for progress in finished.select_related("enrolment")
    ]
    known = {
        one.person_id: one
        for one in Completion.objects.filter(course=course_id, person__in=learners, source=LEARNT)
    }
    Completion.objects.bulk_create([row for row in rows if row.person_id not in known])
    for row in rows:
        stored = known.get(row.person_id)
        if stored and (stored.on, stored.edition_id) != (row.on, row.edition_id):
            row.pk = stored.pk
            row.save(update_fields=["on", "edition"])


def who_have_learnt(*, course_id: int, among: Collection[int]) -> list[int]:
    """Of these people, by primary keys, those whose finish of a course here is kept."""
    kept = Completion.objects.filter(course=course_id, person__in=among, source=LEARNT)
    return list(kept.order_by("person").values_list("person", flat=True))


def bring_over_completions(*, kept: Person, gone: Person) -> None:
    """Two entries were one person: what either finished is hers; of two first days the earlier stays."""
    own = {one.course_id: one for one in Completion.objects.filter(person=kept, source=LEARNT)}
    for completion in Completion.objects.filter(person=gone):
        twin = own.get(completion.course_id) if completion.source == LEARNT else None
        if twin is None:
            completion.person = kept
            completion.save(update_fields=["person"])
        else:
            completion.delete()
            if completion.on < twin.on:
                twin.on, twin.edition_id = completion.on, completion.edition_id
                twin.save(update_fields=["on", "edition"])
