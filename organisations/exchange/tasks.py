"""What the background worker does with imported files."""

from django.utils import timezone
from django_tasks import task

from organisations.exchange.actions import apply_file, check_file
from organisations.exchange.models import ImportFile


@task(backend="background")
def check(file_id: int) -> None:
    file = _file(file_id)
    if file.state == ImportFile.State.CHECKING and file.uploaded_by is not None:
        check_file(file=file, viewer=file.uploaded_by, now=timezone.now())


@task(backend="background")
def apply(file_id: int) -> None:
    file = _file(file_id)
    if file.state == ImportFile.State.APPLYING and file.uploaded_by is not None:
        apply_file(file=file, viewer=file.uploaded_by, now=timezone.now())


def _file(file_id: int) -> ImportFile:
    return ImportFile.objects.select_related("uploaded_by").get(pk=file_id)
