"""What concerns thousands of people is done behind the page."""

from datetime import date

from django.utils import timezone
from django_tasks import task

from courses.assignments.actions import settle_assignment
from courses.assignments.models import Assignment
from courses.assignments.queries import people_concerned_by
from courses.assignments.telling import remind_of_what_is_due, tell_those_above

AT_ONCE = 1000
"""People for whom somebody waits at the page; of more, the page says that it is under way."""


@task(backend="background")
def settle_in_background(assignment: int) -> None:
    settle_assignment(assignment=Assignment.objects.get(pk=assignment), today=timezone.localdate())


@task(backend="background")
def tell_of_what_is_due() -> None:
    remind_of_what_is_due(now=timezone.now())
    tell_those_above(now=timezone.now())


def settle_soon(*, assignment: Assignment, today: date) -> None:
    """Settle what an assignment means for few at once, for many in the background."""
    if len(people_concerned_by(assignment)) > AT_ONCE:
        settle_in_background.enqueue(assignment.pk)
    else:
        settle_assignment(assignment=assignment, today=today)
