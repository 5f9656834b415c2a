"""A cell proposes a practice of its own: plain answers, kept as she types, reviewed by the School."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.people.models import Person
from organisations.tree.models import Organisation


class Proposal(models.Model):
    """A practice as a cell tells it. The School reviews it, asks back, and makes a page of it.

    `saved_as` is the save at which its text stands, named by the device that sent it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent to the School")
        ASKED = "asked", _("The School asks")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Not taken up")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="proposals")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("your cell")
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(_("what you call it"), max_length=255, blank=True)
    problem = models.TextField(_("what was wrong before"), blank=True)
    steps = models.TextField(_("what your cell does"), blank=True)
    conditions = models.TextField(_("what it needs"), blank=True)
    results = models.TextField(_("what came of it"), blank=True)
    limits = models.TextField(_("what does not work yet"), blank=True)
    contact_name = models.CharField(_("who can be asked"), max_length=120, blank=True)
    consent = models.CharField(_("the committee's consent"), max_length=255, blank=True)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    page = models.ForeignKey("practices.PracticePage", models.SET_NULL, null=True, related_name="proposals")
    saved_as = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("proposed practice")
        verbose_name_plural = _("proposed practices")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.title or str(self.public_id)


class ProposalFile(models.Model):
    """A picture or paper that a cell sends with its proposal; private until the School uses it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="files")
    name = models.CharField(max_length=160)
    stored_as = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of a proposal")
        verbose_name_plural = _("files of proposals")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name


class ProposalMessage(models.Model):
    """What the School asked and the cell answered; only grows."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    is_from_school = models.BooleanField()
    text = models.TextField(_("message"))
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("message about a proposal")
        verbose_name_plural = _("messages about proposals")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
