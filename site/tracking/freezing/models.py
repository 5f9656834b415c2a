"""Reports as they were frozen: never changed, signed by name, superseded or thrown away with a reason."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisations.tree.models import Organisation


class Freeze(models.Model):
    """A report of a unit, frozen.

    `content` is canonical JSON, kept as text so that no database writes it otherwise; `sha256` is its
    fingerprint. It names units and courses, never a person. `series` is a fingerprint of what was asked but
    for the day: what has the same one can be set side by side.
    """

    class State(models.TextChoices):
        UNSIGNED = "unsigned", pgettext_lazy("frozen report", "Not signed yet")
        SIGNED = "signed", pgettext_lazy("frozen report", "Signed")
        SUPERSEDED = "superseded", pgettext_lazy("frozen report", "Superseded")
        DISCARDED = "discarded", pgettext_lazy("frozen report", "Thrown away")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    about = models.CharField(max_length=300)
    on = models.DateField()
    series = models.CharField(max_length=64)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    frozen_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    signed_as = models.CharField(_("signed as"), max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True)
    discarded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    discarded_at = models.DateTimeField(null=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    superseded_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("frozen report")
        verbose_name_plural = _("frozen reports")
        ordering = ["-on", "-frozen_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-on"], name="freezes_of_an_organisation")]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "on"],
                condition=Q(discarded_at__isnull=True, supersedes__isnull=True),
                name="report_is_frozen_once_for_a_day",
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=Q(discarded_at__isnull=True),
                name="freeze_is_superseded_once",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | Q(discarded_at__isnull=True),
                name="freeze_that_is_signed_is_not_thrown_away",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(signed_at__isnull=False),
                name="freeze_is_signed_before_it_is_superseded",
            ),
            models.CheckConstraint(
                condition=Q(discarded_at__isnull=True, supersedes__isnull=True) | ~Q(reason=""),
                name="freeze_is_thrown_away_or_supersedes_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.on:%d/%m/%Y}"

    @property
    def state(self) -> str:
        if self.discarded_at:
            return self.State.DISCARDED
        if self.superseded_at:
            return self.State.SUPERSEDED
        return self.State.SIGNED if self.signed_at else self.State.UNSIGNED

    @property
    def state_said(self) -> str:
        return str(self.State(self.state).label)

    @property
    def told(self) -> dict[str, Any]:
        """The content, read."""
        found: dict[str, Any] = json.loads(self.content)
        return found
