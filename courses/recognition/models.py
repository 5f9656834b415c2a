"""Recognition: a course learnt earlier or elsewhere, with its paper, judged by the unit above."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.assignments.models import Completion
from courses.catalogue.models import CoursePage
from organisations.people.models import Person


class Recognition(models.Model):
    """Somebody learnt a course elsewhere, says where and when, and shows the paper.

    `id` comes with the form, so that one sent twice is one. Once accepted, `completion` is the day on which
    she learnt it; taken back, it is gone, and why stays.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for the unit above")
        ACCEPTED = "accepted", _("Recognised")
        RETURNED = "returned", _("Sent back")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="recognitions")
    course = models.ForeignKey(
        CoursePage, models.PROTECT, related_name="recognitions", verbose_name=_("course")
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    learnt_on = models.DateField(_("finished on"))
    place = models.CharField(_("where it was learnt"), max_length=200)
    paper = models.CharField(_("number of the decision or paper"), max_length=120)
    note = models.TextField(_("note"), blank=True)
    scan = models.CharField(max_length=255, blank=True)
    scan_type = models.CharField(max_length=60, blank=True)
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    handed_in_at = models.DateTimeField()
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)
    reason = models.TextField(_("reason"), blank=True)
    completion = models.OneToOneField(
        Completion, models.SET_NULL, null=True, related_name="recognition", editable=False
    )

    class Meta:
        verbose_name = _("recognition of training elsewhere")
        verbose_name_plural = _("recognitions of training elsewhere")
        ordering = ["-handed_in_at", "-pk"]
        indexes = [
            models.Index(fields=["handed_in_at"], condition=Q(state="waiting"), name="recognitions_waiting"),
            models.Index(fields=["person", "-handed_in_at"], name="recognitions_of_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=Q(state="waiting"),
                name="course_waits_for_recognition_once",
            ),
            models.CheckConstraint(
                condition=Q(completion__isnull=True) | Q(state="accepted"),
                name="what_is_recognised_was_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.course_id} {self.state}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    @property
    def is_returned(self) -> bool:
        return self.state == self.State.RETURNED
