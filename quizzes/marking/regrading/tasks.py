"""What the background worker does with a regrading of many."""

from django.utils import timezone
from django_tasks import task

from quizzes.marking.models import Regrading
from quizzes.marking.regrading.actions import carry_out


@task(backend="background")
def work_off(regrading_id: int) -> None:
    carry_out(regrading=Regrading.objects.get(pk=regrading_id), now=timezone.now())
