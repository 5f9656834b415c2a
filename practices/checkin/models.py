"""Check-in: who was there. Every scan, tick and signature is kept; attendance is what follows from them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.people.models import Person
from practices.sessions.models import DemonstrationSession


class AttendanceCode(models.Model):
    """A person's own code for every session: on her screen, on her invitation. It opens nothing else."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="attendance_code")
    code = models.CharField(max_length=12, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("attendance code")
        verbose_name_plural = _("attendance codes")

    def __str__(self) -> str:
        return str(self.person_id)


class SignInSheet(models.Model):
    """A printed sheet that was signed in the hall: its code, and its photograph as evidence."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(DemonstrationSession, models.CASCADE, related_name="sheets")
    code = models.CharField(max_length=12, unique=True)
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    photo = models.CharField(max_length=255, blank=True)
    photo_type = models.CharField(max_length=60, blank=True)
    photo_digest = models.CharField(max_length=64, blank=True)
    photographed_at = models.DateTimeField(null=True)
    photographed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("sign-in sheet")
        verbose_name_plural = _("sign-in sheets")
        ordering = ["printed_at", "pk"]

    def __str__(self) -> str:
        return self.code


class CheckIn(models.Model):
    """One scan, tick or signature, or the taking back of one; only grows.

    `id` comes from the phone that made it, so that the same one sent twice is one. `at` is when it was made,
    by the phone's clock where it was off line. `refused` says why it does not count; "" counts. What is not
    known is kept with `typed` until somebody says who it was; who came without an invitation and scanned the
    host's code waits for the host's word.
    """

    class How(models.TextChoices):
        SCANNED = "scanned", _("code scanned")
        TICKED = "ticked", _("ticked in the list")
        OWN_PHONE = "own_phone", _("scanned the host's code")
        SHEET = "sheet", _("signed on paper")
        WALK_IN = "walk_in", _("came without an invitation")
        TAKEN_BACK = "taken_back", _("taken back")

    class Refusal(models.TextChoices):
        COUNTS = "", _("counts")
        TOO_EARLY = "too_early", _("check-in was not open yet")
        TOO_LATE = "too_late", _("the session was closed")
        UNKNOWN = "unknown", _("nobody has this code")
        UNINVITED = "uninvited", _("not invited: waits for the host")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(DemonstrationSession, models.CASCADE, related_name="checkins")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="checkins")
    how = models.CharField(max_length=10, choices=How)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    device = models.CharField(max_length=60, blank=True)
    sheet = models.ForeignKey(SignInSheet, models.SET_NULL, null=True, related_name="checkins")
    typed = models.CharField(max_length=160, blank=True)
    refused = models.CharField(max_length=10, choices=Refusal, default=Refusal.COUNTS, blank=True)

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["session", "person", "at"], name="checkins_of_a_session")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(refused=""), name="checkin_that_counts_names_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id} {self.how}"
