"""Assignments: who is to learn what by when, and what follows from that for each person."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.fields import TitleField
from courses.assignments.rules import Assigned, Renewal
from courses.catalogue.models import CourseEdition, CoursePage
from organisations.appointments.models import Appointment
from organisations.appointments.rules import Span
from organisations.tree.models import CellType, Organisation


class Programme(models.Model):
    """Several courses, to be learnt in their order.

    It belongs to the organisation that drew it up: those beneath may assign it, and leave it as it is.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = TitleField(_("title"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("drawn up by"),
    )
    is_sample = models.BooleanField(_("sample content"), default=False)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class ProgrammeCourse(models.Model):
    """A course's place in a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="places")
    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="programme_numbers_its_courses"),
            models.UniqueConstraint(fields=["programme", "course"], name="programme_holds_a_course_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.course_id}"


class Assignment(models.Model):
    """A standing rule: whoever holds one of these posts within an organisation is to learn a course, or a
    programme, from one day to the day before another.

    Who is appointed later owes it as well, who leaves the post owes it no longer. `due` is one day for all,
    `within_days` counts from the day on which somebody came to owe it; with both, the later holds.
    `unsettled_since` says since when what people owe lags behind it: thousands are settled behind the page.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        CoursePage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("course"),
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("programme"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="assignments", verbose_name=_("organisation")
    )
    posts: "models.JSONField[list[str]]" = models.JSONField(_("posts"))
    began = models.DateField(_("in force from"))
    ended = models.DateField(_("no longer in force from"), null=True, blank=True)
    due = models.DateField(_("due on"), null=True, blank=True)
    within_days = models.PositiveSmallIntegerField(_("within so many days"), null=True, blank=True)
    is_mandatory = models.BooleanField(_("mandatory"), default=True)
    valid_months = models.PositiveSmallIntegerField(_("holds for so many months"), null=True, blank=True)
    window_days = models.PositiveSmallIntegerField(_("owed anew so many days before"), default=60)
    grace_days = models.PositiveSmallIntegerField(_("late only so many days after"), default=0)
    decision = models.CharField(_("decision number"), max_length=80, blank=True)
    note = models.TextField(_("note"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    unsettled_since = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-began", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, programme__isnull=True)
                | Q(course__isnull=True, programme__isnull=False),
                name="assignment_is_of_a_course_or_a_programme",
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("began")),
                name="assignment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id or self.programme_id} → {self.organisation_id}"

    def of_course(self, course_id: int) -> Assigned:
        """What it says of one of its courses, for the rules."""
        return Assigned(
            assignment=self.pk,
            course=course_id,
            organisation=self.organisation_id,
            posts=frozenset(self.posts),
            span=Span(self.began, self.ended),
            due=self.due,
            within_days=self.within_days,
            is_mandatory=self.is_mandatory,
            renewal=Renewal(self.valid_months, self.window_days, self.grace_days)
            if self.valid_months
            else None,
        )


class Exemption(models.Model):
    """Somebody need not learn what was assigned, for a reason, from a day to a day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="exemptions")
    person = models.ForeignKey("organisations.Person", models.PROTECT, related_name="exemptions")
    began = models.DateField(_("from"))
    ended = models.DateField(_("no longer from"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        ordering = ["-began", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("began")),
                name="exemption_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.assignment_id}"


class Completion(models.Model):
    """A day on which somebody met the whole of a course: learnt here, learnt anew, or learnt elsewhere and
    recognised. It is hers, whatever posts she holds later."""

    class Source(models.TextChoices):
        LEARNT = "learnt", _("learnt here")
        RENEWED = "renewed", _("learnt anew")
        RECOGNISED = "recognised", _("learnt elsewhere, recognised")

    person = models.ForeignKey("organisations.Person", models.PROTECT, related_name="completions")
    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="completions")
    edition = models.ForeignKey(CourseEdition, models.PROTECT, null=True, related_name="+")
    source = models.CharField(_("how"), max_length=10, choices=Source)
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["person", "course", "on"], name="completions_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=Q(source="learnt"),
                name="course_is_learnt_for_the_first_time_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.course_id} {self.on}"


class Obligation(models.Model):
    """A person owes a course for a span of days by one of her posts, and how far she is with it.

    Every row follows from `rules.rounds_of`; on no day does anybody owe a course twice. It is counted where
    the post is held: `path` is where that stands today. `is_current` says whether the span covers today, as
    of the last turn of the day. What it stands on is only removed in a transaction that settles it anew.
    """

    person = models.ForeignKey("organisations.Person", models.PROTECT, related_name="obligations")
    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="+")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="obligations")
    appointment = models.ForeignKey(Appointment, models.DO_NOTHING, related_name="+")
    organisation = models.ForeignKey(Organisation, models.DO_NOTHING, related_name="+")
    path = models.CharField(max_length=255)
    post = models.CharField(max_length=20, choices=Appointment.Post)
    cell_type = models.ForeignKey(CellType, models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    is_mandatory = models.BooleanField(default=True)
    began = models.DateField()
    ended = models.DateField(null=True)
    due = models.DateField(null=True)
    started_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    mark = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    not_passed_on = models.DateField(null=True)
    certified_on = models.DateField(null=True)
    is_current = models.BooleanField()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        indexes = [
            models.Index(fields=["course", "path"], condition=Q(is_current=True), name="obligations_within"),
            models.Index(fields=["organisation", "course"], name="obligations_of_an_organisation"),
            models.Index(fields=["path"], condition=Q(is_current=True), name="obligations_beneath"),
            # Three that hold all that the first page of following up asks for, so that no row is opened.
            models.Index(
                fields=["finished_on", "path", "is_mandatory", "is_current"],
                condition=Q(is_current=True, finished_on__isnull=False),
                name="obligations_met_lately",
            ),
            models.Index(
                fields=["path", "finished_on", "is_mandatory", "is_current"],
                condition=Q(is_current=True, finished_on__isnull=False),
                name="obligations_met",
            ),
            models.Index(
                fields=[
                    "path",
                    "due",
                    "is_mandatory",
                    "began",
                    "person",
                    "started_on",
                    "not_passed_on",
                    "finished_on",
                    "is_current",
                ],
                condition=Q(is_current=True, finished_on__isnull=True),
                name="obligations_unmet",
            ),
            models.Index(
                fields=["due", "path"],
                condition=Q(is_current=True, finished_on__isnull=True),
                name="obligations_that_press",
            ),
            models.Index(fields=["ended"], condition=Q(is_current=True), name="obligations_that_will_end"),
            models.Index(fields=["began"], condition=Q(is_current=False), name="obligations_that_will_begin"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "began"], name="course_is_owed_once_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gt=F("began")),
                name="obligation_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.course_id} {self.began}"
