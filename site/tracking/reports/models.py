"""Files of reports that took a worker: asked for, made, fetched, and thrown away after some days."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def private_storage() -> Storage:
    """Where files with people's data lie: nobody is handed them by address."""
    return storages["private"]


def place_of(report_file: "ReportFile", filename: str) -> str:
    return f"reports/{report_file.public_id}.{report_file.form}"


class ReportFile(models.Model):
    """A report that somebody asked for as a file.

    `scope` is the part of the tree she oversaw when it was made: a file tells no more than its owner may see
    on the day she fetches it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("file of a report", "Waiting")
        MAKING = "making", pgettext_lazy("file of a report", "Being made")
        READY = "ready", pgettext_lazy("file of a report", "Ready")
        BROKEN = "broken", pgettext_lazy("file of a report", "Could not be made")

    class Reason(models.TextChoices):
        TOO_LONG = "too_long", _("The report is too long for this kind of file. Take it as Excel instead.")
        NOT_HERS = "not_hers", _("What you asked for does not lie in your part of the tree.")
        FAULT = "fault", _("Something went wrong here. Please try again; nothing of yours is lost.")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    wish = models.JSONField(default=dict)
    form = models.CharField(max_length=4)
    title = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    file = models.FileField(storage=private_storage, upload_to=place_of, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    scope = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    state_since = models.DateTimeField()
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-asked_at"], name="report_files_of_somebody"),
            models.Index(fields=["expires_at"], name="report_files_by_their_end"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        return self.state in {self.State.WAITING, self.State.MAKING}

    @property
    def percent(self) -> int:
        """How far it is; rows that came in meanwhile do not make it more than whole."""
        return min(100, 100 * self.rows_done // self.rows_total) if self.rows_total else 0
