"""Adoption: a cell applies a practice, says what happened, and the practice's page shows it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.exemplars.models import Practice
from practices.sessions.models import DemonstrationSession


class Adoption(models.Model):
    """A cell and a practice. Where it stands follows from its reports (`adoptions.rules`), the latest first.

    `may_be_named` is the cell's consent to stand on the practice's page by name.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        TRIED = "tried", _("Tried")
        KEPT = "kept", _("Kept")
        CHANGED = "changed", _("Kept, with changes")
        STOPPED = "stopped", _("Stopped")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="adoptions")
    cell_type = models.ForeignKey(
        "organisations.CellType", models.SET_NULL, null=True, related_name="+", editable=False
    )
    session = models.ForeignKey(
        DemonstrationSession, models.SET_NULL, null=True, blank=True, related_name="adoptions"
    )
    state = models.CharField(max_length=10, choices=State)
    since = models.DateField()
    begun_on = models.DateField(null=True)
    may_be_named = models.BooleanField(_("our cell may be named"), default=False)
    recorded_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["practice", "state"], name="adoptions_of_a_practice"),
            models.Index(fields=["organisation", "state"], name="adoptions_of_a_cell"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["practice", "organisation"], name="cell_adopts_a_practice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.practice_id} {self.state}"


class AdoptionReport(models.Model):
    """What a cell said on a day; only grows. The latest day counts, of one day the latest said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="reports")
    state = models.CharField(_("where it stands"), max_length=10, choices=Adoption.State)
    on = models.DateField(_("since"))
    changed = models.TextField(_("what we changed"), blank=True)
    happened = models.TextField(_("what happened"), blank=True)
    figures = models.TextField(
        _("figures"), blank=True, help_text=_("One line for each: what, before, after.")
    )
    why = models.TextField(_("why we stopped"), blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("report on an adoption")
        verbose_name_plural = _("reports on adoptions")
        ordering = ["on", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.adoption_id} {self.state} {self.on:%d/%m/%Y}"


class AdoptionFile(models.Model):
    """Evidence that a cell adds to a report: a picture or a paper, private to the cell and those above it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(AdoptionReport, models.CASCADE, related_name="files")
    name = models.CharField(max_length=160)
    stored_as = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("evidence of an adoption")
        verbose_name_plural = _("evidence of adoptions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class FollowUp(models.Model):
    """A day on which a cell is asked how it went: 30 and 90 days after it began."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="follow_ups")
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    told_at = models.DateTimeField(null=True)
    answered_by_report = models.ForeignKey(AdoptionReport, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("follow-up of an adoption")
        verbose_name_plural = _("follow-ups of adoptions")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on", "told_at"], name="follow_ups_due")]
        constraints = [
            models.UniqueConstraint(fields=["adoption", "days"], name="adoption_is_followed_up_once_a_span"),
        ]

    def __str__(self) -> str:
        return f"{self.adoption_id} {self.days}"
