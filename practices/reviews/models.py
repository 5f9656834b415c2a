"""Afterwards: what a participant saw, what she commits to, and what the discussion came to."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.sessions.models import DemonstrationSession, Participant

COMMITMENTS = 3


class Observation(models.Model):
    """A participant's own form on a session, empty until she sends it.

    `rubric` is the rubric as it stood (`media.rubrics.models.Rubric.frozen`), `points` her points by the code
    of the criterion; None for one that she could not judge. `draft` is what she has typed since and not sent,
    as it stands in the fields of the form, and `draft_at` when she typed it, by her device's clock.
    """

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="observation")
    rubric: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)
    points: "models.JSONField[dict[str, int | None]]" = models.JSONField(default=dict)
    saw = models.TextField(_("what I saw"), blank=True)
    said = models.TextField(_("what was said"), blank=True)
    draft: "models.JSONField[dict[str, str]]" = models.JSONField(default=dict)
    draft_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.participant_id)


class Commitment(models.Model):
    """One thing a participant will do at her own cell, by a day."""

    class State(models.TextChoices):
        OPEN = "open", _("To do")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    observation = models.ForeignKey(Observation, models.CASCADE, related_name="commitments")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("what I will do"), max_length=500)
    by = models.DateField(_("by"))
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    note = models.CharField(_("what came of it"), max_length=500, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["observation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["observation", "number"], name="commitments_are_numbered"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Discussion(models.Model):
    """The talk afterwards: the chair's notes by question, and the summary for everybody who was there."""

    session = models.OneToOneField(DemonstrationSession, models.CASCADE, related_name="discussion")
    notes: "models.JSONField[dict[str, str]]" = models.JSONField(default=dict)
    summary = models.TextField(_("lessons drawn"), blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self) -> str:
        return str(self.session_id)
