"""Ask the source: a question to the model cell, answered and reviewed before anybody else reads it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.people.models import Person
from practices.exemplars.models import Practice


class Inquiry(models.Model):
    """A question about a practice. `asked` and `answered` are edited for the page before it is shown."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for an answer")
        ANSWERED = "answered", _("Answered, to be reviewed")
        SHOWN = "shown", _("Part of the page")
        PRIVATE = "private", _("Answered to the asker alone")
        DECLINED = "declined", _("Not answered")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="inquiries")
    asker = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="inquiries")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked = models.TextField(_("your question"), max_length=2000)
    asked_at = models.DateTimeField()
    answered = models.TextField(_("the answer"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(_("note to the asker"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("question to the source")
        verbose_name_plural = _("questions to the source")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["practice", "state", "asked_at"], name="inquiries_of_a_practice")]

    def __str__(self) -> str:
        return self.asked[:60]
