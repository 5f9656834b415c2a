"""Appointments: who held which post, from a day to a day."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisations.people.models import Person
from organisations.tree.models import Organisation


class Appointment(models.Model):
    """A person holds a post in an organisation for a span of days.

    Never edited to show a change: the old one is ended, a new one begins. `ended` is the first day on
    which the post is no longer held; one entered by mistake ends on the day it began. `overseen_until`
    follows from all of the person's spans (`rules.overseen_until`).
    """

    class Post(models.TextChoices):
        SECRETARY = "secretary", _("Secretary")
        DEPUTY = "deputy", _("Deputy secretary")
        COMMITTEE = "committee", _("Committee member")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="appointments", verbose_name=_("organisation")
    )
    post = models.CharField(_("post"), max_length=20, choices=Post)
    began = models.DateField(_("held from"))
    ended = models.DateField(_("no longer held from"), null=True, blank=True)
    decision = models.CharField(_("decision number"), max_length=80, blank=True)
    end_decision = models.CharField(_("decision number of the end"), max_length=80, blank=True)
    overseen_until = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["-began", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "began", "overseen_until"], name="appointment_overseen"),
            models.Index(fields=["person", "began"], name="appointment_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("began")),
                name="appointment_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(post="secretary", ended__isnull=True),
                name="organisation_has_one_serving_secretary",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "post"],
                condition=Q(ended__isnull=True),
                name="person_holds_a_post_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.organisation_id}"
