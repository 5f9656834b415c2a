"""Certificates: how they are worded and numbered, each as it was issued, and the files handed out of each."""

import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from courses.catalogue.models import CourseEdition, CoursePage
from courses.certificates import rules
from courses.certificates.rules import State

PATIENCE = timedelta(minutes=15)
"""How long the print of a batch may take before it can be asked for again."""


def private_storage() -> Storage:
    """Signatures and printed batches: where neither nginx nor the site hands them out by themselves."""
    return storages["private"]


class CertificateTemplate(ClusterableModel):  # type: ignore[misc]
    """How certificates are worded, numbered, graded, issued: of one course, or of all without their own."""

    class Issuing(models.TextChoices):
        BY_ITSELF = "by_itself", _("by itself, once a course is finished")
        BY_DECISION = "by_decision", _("only by a list with the number of a decision")

    course = models.OneToOneField(
        CoursePage,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="certificate_template",
        verbose_name=_("course"),
        help_text=_("Empty: for every course that has none of its own."),
    )
    title = models.CharField(
        _("title"),
        max_length=160,
        help_text=_("Not “giấy chứng nhận”: that name belongs to regulated programmes."),
    )
    superior = models.CharField(_("authority above the issuer"), max_length=160, blank=True)
    issuer = models.CharField(_("issuer"), max_length=160)
    motto = models.CharField(_("heading on the right"), max_length=120, blank=True)
    wording = models.TextField(
        _("what it confirms"),
        help_text=_("{course}, {lessons} and {finished} are replaced when it is issued."),
    )
    place = models.CharField(_("place of issue"), max_length=80, blank=True)
    number_pattern = models.CharField(
        _("number"),
        max_length=60,
        help_text=_("{seq} counts from 1 each year, {seq:04d} with four digits; {year} is the year."),
    )
    issuing = models.CharField(
        _("how it is issued"),
        max_length=12,
        choices=Issuing,
        default=Issuing.BY_DECISION,
        help_text=_(
            "A course whose every lesson is finished by interactive content alone gives none by itself: what"
            " such content reports is not checked. It needs a list with a decision."
        ),
    )
    validity_months = models.PositiveSmallIntegerField(
        _("valid for so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("Empty: for good."),
    )
    signer_title = models.CharField(_("post of who signs"), max_length=160, blank=True)
    signer_name = models.CharField(_("name of who signs"), max_length=120, blank=True)
    signature = models.ImageField(
        _("picture of the signature"),
        upload_to="signatures/",
        storage=private_storage,
        blank=True,
        help_text=_("PNG or JPEG on white, without the seal. Empty: room is left to sign by hand."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For those who issue; not printed."))
    is_sample = models.BooleanField(
        _("sample content"), default=False, help_text=_("The certificate says so at its foot.")
    )

    class Meta:
        verbose_name = _("certificate settings")
        verbose_name_plural = _("certificate settings")
        ordering = [F("course__title").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                Coalesce("course", Value(0)),
                name="settings_of_certificates_stand_once_a_course",
                violation_error_message=_("Settings for all courses exist already. Please choose a course."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.course.title) if self.course else str(_("All courses"))

    def clean(self) -> None:
        super().clean()
        if not rules.is_number_pattern(self.number_pattern):
            raise ValidationError({"number_pattern": _NUMBER_FAULT})
        if unknown := rules.unknown_words(self.wording):
            said = _(
                "%(words)s cannot be put in. Please use {course}, {lessons} or {finished}, or no braces."
            )
            raise ValidationError({"wording": said % {"words": ", ".join(unknown)}})

    @property
    def bands(self) -> list[tuple[Decimal, str]]:
        return [(grade.least, grade.title) for grade in self.grades.all()]


_NUMBER_FAULT = _(
    "Please write the number with {seq} once and {year} once, with no digit beside {seq}, and nothing else in"
    " braces. For example: {seq:04d}/{year}/GXN-TCT"
)


class CertificateGrade(Orderable):  # type: ignore[misc]
    """From which mark on, of ten, the result is called so."""

    template = ParentalKey(CertificateTemplate, on_delete=models.CASCADE, related_name="grades")
    least = models.DecimalField(
        _("from mark (of 10)"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(10))],
    )
    title = models.CharField(_("is called"), max_length=60)

    class Meta(Orderable.Meta):  # type: ignore[misc]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "least"], name="grades_of_certificates_begin_at_different_marks"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CertificateSeries(models.Model):
    """How far the numbers of one pattern have come in a year; held while numbers are taken."""

    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "certificate series"
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="numbers_are_counted_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class CertificateBatch(models.Model):
    """Certificates issued together by one decision. `file` is their print, once it has been made;
    `printing_since` is how long printing has stood as it does."""

    class Printing(models.TextChoices):
        NONE = "none"
        MAKING = "making"
        READY = "ready"
        FAILED = "failed"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="certificate_batches")
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    printing = models.CharField(max_length=10, choices=Printing, default=Printing.NONE)
    file = models.CharField(max_length=200, blank=True)
    printing_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("batch of certificates")
        verbose_name_plural = _("batches of certificates")
        ordering = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        return self.decision_number

    def is_being_printed(self, now: datetime) -> bool:
        """Not for ever: a worker that was stopped meanwhile never comes back to it."""
        since = self.printing_since
        return self.printing == self.Printing.MAKING and since is not None and since > now - PATIENCE


class Certificate(models.Model):
    """What was confirmed of somebody, as it was printed: a later change of names or settings alters nothing.

    `printed` holds the words around the facts. Once she is erased `holder` and `unit` are empty; number,
    course, days and the fingerprints of handed-out files stay, so that the paper can still be checked.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=rules.CODE_LENGTH, unique=True, default=rules.new_code)
    number = models.CharField(max_length=rules.LONGEST_NUMBER, unique=True)
    learner = models.ForeignKey("organisations.Person", models.PROTECT, related_name="certificates")
    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="certificates")
    edition = models.ForeignKey(CourseEdition, models.PROTECT, related_name="+")
    batch = models.ForeignKey(CertificateBatch, models.PROTECT, null=True, related_name="certificates")
    holder = models.CharField(max_length=255, blank=True)
    unit = models.CharField(max_length=255, blank=True)
    course_title = models.CharField(max_length=255)
    mark = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    grade = models.CharField(max_length=60, blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    printed: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)
    finished_at = models.DateTimeField()
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    shows_full_name = models.BooleanField(default=False)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    revocation_reason = models.CharField(max_length=400, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["course", "learner"], name="certificates_of_a_course")]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course", "finished_at"],
                condition=Q(revoked_at__isnull=True),
                name="finishing_a_course_is_certified_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="certificate_holds_on_the_day_it_is_issued",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revocation_reason=""),
                name="certificate_is_revoked_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_erased(self) -> bool:
        return not self.holder

    @property
    def code_as_printed(self) -> str:
        return rules.code_as_printed(self.code)

    @property
    def name_shown(self) -> str:
        """Her name as the public check shows it: as she chose, and nothing once it has been erased."""
        return self.holder if self.shows_full_name else rules.initials_of(self.holder)

    @property
    def mark_in_words(self) -> str:
        return rules.mark_in_words(self.mark)

    def state_on(self, today: date) -> State:
        return rules.state_of(is_revoked=self.revoked_at is not None, expires_on=self.expires_on, today=today)


class CertificateFile(models.Model):
    """The fingerprint of a file that was handed out: whoever holds it can have it checked by itself alone.

    Not the file: it bears a name. Another release of the typesetter may print other bytes, whose fingerprint
    then stands beside the first.
    """

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="files")
    sha256 = models.CharField(max_length=64, unique=True)
    first_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256
