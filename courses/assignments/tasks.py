"""What concerns thousands of people is done behind the page."""

from django.utils import timezone
from django_tasks import task

from courses.assignments.actions import settle_assignment
from courses.assignments.models import Assignment
from courses.assignments.telling import remind_of_what_is_due, tell_those_above


@task(backend="background")
def settle_in_background(assignment: int) -> None:
    settle_assignment(assignment=Assignment.objects.get(pk=assignment), today=timezone.localdate())


@task(backend="background")
def tell_of_what_is_due() -> None:
    remind_of_what_is_due(now=timezone.now())
    tell_those_above(now=timezone.now())
