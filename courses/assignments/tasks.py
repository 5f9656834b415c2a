"""What an assignment means for thousands of people is settled behind the page."""

from django.utils import timezone
from django_tasks import task

from courses.assignments.actions import settle_assignment
from courses.assignments.models import Assignment


@task(backend="background")
def settle_in_background(assignment: int) -> None:
    settle_assignment(assignment=Assignment.objects.get(pk=assignment), today=timezone.localdate())
