"""Progress: evidence that only grows, and what follows from it, stored so that no page has to count."""

import uuid

from django.db import models
from django.db.models import F, Q

from courses.catalogue.models import CourseEdition, LessonPage, LessonVersion
from courses.enrolment.models import Enrolment


class Evidence(models.Model):
    """One thing a learner did, as her device reported it or as a quiz, a film, a package or a demonstration
    session settled it. Never changed or removed.

    The id comes from the device, so that a batch sent twice counts once. `happened_at` is the
    device's time, never later than `received_at`, the server's.
    """

    class Kind(models.TextChoices):
        READ = "read"
        MARKED = "marked"
        TICKED = "ticked"
        UNTICKED = "unticked"
        PASSED = "passed"
        WATCHED = "watched"
        PLAYED = "played"
        ATTENDED = "attended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey("organisations.Person", models.PROTECT, related_name="evidence")
    lesson = models.ForeignKey(LessonPage, models.PROTECT, related_name="+")
    version = models.ForeignKey(LessonVersion, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    item = models.CharField(max_length=40, blank=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["learner", "lesson", "happened_at"], name="evidence_of_a_lesson")]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("received_at")), name="evidence_is_not_from_the_future"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.kind} {self.lesson_id}"


class LessonProgress(models.Model):
    """What follows from a learner's evidence on one lesson."""

    learner = models.ForeignKey("organisations.Person", models.PROTECT, related_name="lesson_progress")
    lesson = models.ForeignKey(LessonPage, models.PROTECT, related_name="+")
    version = models.ForeignKey(LessonVersion, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    marked_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    ticked: "models.JSONField[list[str]]" = models.JSONField(default=list)
    ticked_ever: "models.JSONField[list[str]]" = models.JSONField(default=list)
    passed: "models.JSONField[list[int]]" = models.JSONField(default=list)
    watched: "models.JSONField[list[int]]" = models.JSONField(default=list)
    played: "models.JSONField[list[int]]" = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "lesson progress"
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson"], name="learner_has_one_progress_a_lesson"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.lesson_id}"


class CourseProgress(models.Model):
    """How far a learner is in a course, against the edition she follows.

    `mark`, from 0 to 10, is the mean of what counts in the course's tests, None until one has a result;
    `not_passed_at` says since when one of them has a result that is no pass while the course is not finished.
    `update_edition` is the edition whose update lessons she is asked to take though she has finished.
    `last_*` is the place she left, which is not evidence: the newest device wins.
    """

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="progress")
    edition = models.ForeignKey(CourseEdition, models.PROTECT, related_name="+")
    lessons_done = models.PositiveSmallIntegerField(default=0)
    lessons_total = models.PositiveSmallIntegerField()
    finished_at = models.DateTimeField(null=True)
    mark = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    not_passed_at = models.DateTimeField(null=True)
    update_edition = models.ForeignKey(CourseEdition, models.PROTECT, null=True, related_name="+")
    update_done_at = models.DateTimeField(null=True)
    last_lesson = models.ForeignKey(LessonPage, models.PROTECT, null=True, related_name="+")
    last_anchor = models.CharField(max_length=64, blank=True)
    last_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "course progress"
        constraints = [
            models.CheckConstraint(
                condition=Q(lessons_done__lte=F("lessons_total")), name="no_more_lessons_done_than_there_are"
            ),
            models.CheckConstraint(
                condition=Q(mark__isnull=True) | Q(mark__gte=0, mark__lte=10),
                name="course_mark_is_between_0_and_10",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(not_passed_at__isnull=True),
                name="not_passed_only_while_not_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.lessons_done}/{self.lessons_total}"

    @property
    def not_passed(self) -> bool:
        return self.not_passed_at is not None

    @property
    def is_to_update(self) -> bool:
        """Whether she has finished and is asked to take what has come since."""
        return self.update_edition_id is not None and self.update_done_at is None

    @property
    def percent(self) -> int:
        return self.lessons_done * 100 // self.lessons_total if self.lessons_total else 0
