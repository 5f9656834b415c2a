"""Who may see whom: grants of a role over a part of the tree, and who has read whose data."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisations.people.models import Person
from organisations.tree.models import Organisation


class Grant(models.Model):
    """A person is given a role over an organisation and everything under it, from a day to a day."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("Organiser")
        HOST = "host", _("Host of demonstration sessions")
        LECTURER = "lecturer", _("Lecturer")
        REVIEWER = "reviewer", _("Reviewer")
        MARKER = "marker", _("Marker")
        AUDITOR = "auditor", _("Auditor")
        ADMINISTRATOR = "administrator", _("Administrator")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="grants", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="grants", verbose_name=_("over")
    )
    began = models.DateField(_("from"))
    ended = models.DateField(_("no longer from"), null=True, blank=True)
    decision = models.CharField(_("decision number"), max_length=80, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("grant of a role")
        verbose_name_plural = _("grants of roles")
        ordering = ["-began", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("began")), name="grant_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["person", "role", "organisation"],
                condition=Q(ended__isnull=True),
                name="role_over_an_organisation_is_granted_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.organisation_id}"


class Reading(models.Model):
    """Somebody read another's personal data: who, whose, on which screen, when. Only grows."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="readings")
    screen = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reading of personal data")
        verbose_name_plural = _("readings of personal data")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="readings_by_time"),
            models.Index(fields=["person", "-at"], name="readings_of_a_person"),
            models.Index(fields=["reader", "-at"], name="readings_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.screen} {self.person_id}"
