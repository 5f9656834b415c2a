"""Learning anew: what follows from what was passed and read since a course is owed anew."""

from datetime import date

from django.db import transaction

from courses.assignments.models import Completion, Obligation
from courses.assignments.settling import settle
from courses.catalogue.models import CourseEdition
from courses.catalogue.queries import outline_of
from courses.renewal.queries import (
    RENEWED,
    done_since,
    edition_taught,
    has_finished,
    renewal_on,
    rounds_to_look_at,
)
from courses.renewal.rules import Step, renewed_on, steps_of
from organisations.people.models import Person


@transaction.atomic
def settle_renewals(*, learner: int, course_id: int, today: date) -> None:
    """Keep the days on which she, by primary key, has learnt a course anew, and let what she owes follow.

    A phone that syncs late may tell of an earlier day: a renewal is only ever moved to an earlier one, and
    what was reached once stays, whatever the course asks for later.
    """
    edition = edition_taught(course_id)
    if edition is None or not has_finished(learner, course_id):
        return
    steps = steps_of(outline_of(edition).lessons)
    # Her obligations are settled and read by one transaction at a time, as in `settle`.
    Person.objects.select_for_update(no_key=True).get(pk=learner)
    while _settle_one(learner, edition, steps, today):
        settle(people=[learner], courses=[course_id], today=today)


def _settle_one(learner: int, edition: CourseEdition, steps: list[Step], today: date) -> bool:
    """Keep the first renewal that is not kept yet, or not on its day; False where all are.

    One at a time: from when on a course is owed the next time depends on it.
    """
    for one in rounds_to_look_at(learner, edition.course_id, today):
        day = renewed_on(steps, done_since(learner, steps, one.began), one.began)
        if day is None or (one.ended is not None and day >= one.ended):
            continue
        if one.finished_on is None:
            _keep(one, edition, day)
            return True
        if day < one.finished_on and (completion := renewal_on(one.finished_on, one)):
            completion.on = day
            completion.save(update_fields=["on"])
            return True
    return False


def _keep(one: Obligation, edition: CourseEdition, day: date) -> None:
    Completion.objects.create(
        person_id=one.person_id, course_id=one.course_id, edition=edition, source=RENEWED, on=day
    )
