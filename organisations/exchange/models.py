"""Imported files: what was sent, what was found, what was written, by which it can be taken back."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisations.exchange import findings


def private_storage() -> Storage:
    """Where files with people's data lie: nobody is handed them by address."""
    return storages["private"]


def place_of(import_file: "ImportFile", filename: str) -> str:
    """Never under the name it came with."""
    return f"imports/{import_file.public_id}.{'csv' if filename.lower().endswith('.csv') else 'xlsx'}"


class ImportFile(models.Model):
    """A list somebody sent: checked first, then applied as a whole, and perhaps taken back as a whole."""

    class Kind(models.TextChoices):
        ORGANISATIONS = "organisations", _("Organisations")
        PEOPLE = "people", _("People and posts")

    class State(models.TextChoices):
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        APPLYING = "applying", _("Being applied")
        APPLIED = "applied", _("Applied")
        UNDONE = "undone", _("Taken back")
        BROKEN = "broken", _("Could not be checked")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    file = models.FileField(_("file"), storage=private_storage, upload_to=place_of, blank=True)
    name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("sent at"))
    effective_on = models.DateField(
        _("in force from"), null=True, blank=True, help_text=_("For organisations that are renamed or moved.")
    )
    decision = models.CharField(_("decision number"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CHECKING)
    state_since = models.DateTimeField()
    counts = models.JSONField(default=dict)
    unknown_columns = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    notice = models.JSONField(default=dict)
    journal = models.JSONField(default=dict)
    step = models.CharField(max_length=10, blank=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["uploaded_by", "-uploaded_at"], name="import_files_of_somebody")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_forgotten(self) -> bool:
        """Kept long enough: its content is gone, and it can be neither applied nor taken back."""
        return not self.file

    @property
    def is_under_way(self) -> bool:
        return self.state in {self.State.CHECKING, self.State.APPLYING}

    @property
    def is_clean(self) -> bool:
        """Checked, and no row refused."""
        return self.state == self.State.CHECKED and not self.counts.get(findings.REFUSED)

    @property
    def brings_something(self) -> bool:
        return any(self.counts.get(state) for state in (findings.NEW, findings.CHANGED, findings.ENDED))


class ImportRow(models.Model):
    """A row of an imported file, and what was found about it; number 0 is for what is stored and missing.

    `person` is the public id of whom it is about, so that her data can be found; not a key, for the row
    may outlive her.
    """

    class State(models.TextChoices):
        REFUSED = findings.REFUSED, pgettext_lazy("row of a list", "Refused")
        NEW = findings.NEW, pgettext_lazy("row of a list", "New")
        CHANGED = findings.CHANGED, pgettext_lazy("row of a list", "Changed")
        ENDED = findings.ENDED, pgettext_lazy("row of a list", "Ended")
        MISSING = findings.MISSING, pgettext_lazy("row of a list", "Not in the file")
        SAME = findings.SAME, pgettext_lazy("row of a list", "Unchanged")

    import_file = models.ForeignKey(ImportFile, models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    person = models.UUIDField(null=True, db_index=True)
    state = models.CharField(max_length=10, choices=State)
    typed = models.JSONField(default=dict)
    understood = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    findings = models.JSONField(default=list)

    class Meta:
        ordering = ["import_file", "place"]
        indexes = [models.Index(fields=["import_file", "state", "place"], name="import_rows_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["import_file", "place"], name="row_of_a_file_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"
