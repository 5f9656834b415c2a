"""What the background worker does with schedules."""

from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from tracking.reports.models import ReportFile
from tracking.scheduling.actions import make_scheduled
from tracking.scheduling.models import ReportSchedule


@task(backend="background")
def make(schedule_id: int, file_id: int) -> None:
    schedule = ReportSchedule.objects.select_related("owner", "organisation").filter(pk=schedule_id).first()
    file = ReportFile.objects.select_related("owner").filter(pk=file_id).first()
    if schedule is not None and file is not None:
        with override("vi"):
            make_scheduled(schedule=schedule, file=file, now=timezone.now())


def make_later(schedule: ReportSchedule, file: ReportFile) -> None:
    make.enqueue(schedule.pk, file.pk)
