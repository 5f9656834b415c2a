"""What the background worker does with reports."""

from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from tracking.reports.actions import make_file
from tracking.reports.models import ReportFile


@task(backend="background")
def make(file_id: int) -> None:
    """Reports are papers of a Vietnamese office, in whatever language their owner reads her screen."""
    file = ReportFile.objects.select_related("owner").filter(pk=file_id).first()
    if file is not None:
        with override("vi"):
            make_file(file=file, now=timezone.now())
