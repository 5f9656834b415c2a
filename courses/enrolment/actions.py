"""Enrolling: a person begins to follow a course."""

from datetime import datetime

from django.db import transaction

from courses.catalogue.models import CourseEdition
from courses.enrolment.models import Enrolment
from courses.enrolment.signals import enrolled
from organisations.people.models import Person


@transaction.atomic
def enrol(*, learner: Person, edition: CourseEdition, now: datetime) -> Enrolment:
    """Enrol `learner` in the course of a current edition; a second time changes nothing."""
    enrolment, is_new = Enrolment.objects.get_or_create(
        learner=learner, course_id=edition.course_id, defaults={"enrolled_at": now}
    )
    if is_new:
        enrolled.send(sender=Enrolment, enrolment=enrolment, edition=edition)
    return enrolment
