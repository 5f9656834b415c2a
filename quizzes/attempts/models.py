"""Attempts: a quiz as one person met it, every answer as it came, and where she stands.

An attempt is bound to what held when it began: its seed, its questions with their versions and order, its
rules. Saved answers only grow; what stands of them is kept beside each question.
"""

import uuid
from typing import Any

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.bank.models import Question, QuestionVersion
from quizzes.papers.models import Quiz


class Attempt(models.Model):
    """One person's way through a quiz, up to its mark; `rules` are `papers.rules.AttemptRules`."""

    class State(models.TextChoices):
        OPEN = "open", _("under way")
        WAITING = "waiting", _("waits for a marker")
        GRADED = "graded", _("marked")

    class Ended(models.TextChoices):
        BY_LEARNER = "learner", _("handed in")
        BY_DEADLINE = "deadline", _("closed at the end of its time")
        ON_PAPER = "paper", _("written on paper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    learner = models.ForeignKey("organisations.Person", models.PROTECT, related_name="quiz_attempts")
    number = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    rules: "models.JSONField[dict[str, Any]]" = models.JSONField()
    came_from = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=10, choices=Ended, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    points = models.FloatField(default=0)
    points_max = models.FloatField(default=0)
    percent = models.FloatField(null=True)
    is_passed = models.BooleanField(default=False)
    graded_at = models.DateTimeField(null=True)
    late_answers = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at"]
        indexes = [
            models.Index(fields=["quiz", "state", "graded_at"], name="attempts_of_a_quiz"),
            models.Index(fields=["deadline_at"], condition=Q(state="open"), name="attempts_that_will_end"),
            models.Index(
                fields=["submitted_at"], condition=Q(state="waiting"), name="attempts_that_wait_for_a_mark"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "learner", "number"], name="learner_numbers_her_attempts"
            ),
            models.UniqueConstraint(
                fields=["quiz", "learner"], condition=Q(state="open"), name="one_attempt_is_open_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="open") ^ Q(submitted_at__isnull=False),
                name="what_is_handed_in_is_not_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}/{self.learner_id}/{self.number}"


class AttemptQuestion(models.Model):
    """A question of an attempt: its version and order of parts, the answer that stands, what it earned.

    `fraction` is what it earned of its points, from 0 to 1; None while it is not marked. `tries` are answers
    that were marked and may be tried again, each as [response, fraction]. `key` is the version by which it is
    marked, where that is another than the one she was asked.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="questions")
    slot = models.PositiveSmallIntegerField()
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="asked")
    key = models.ForeignKey(QuestionVersion, models.PROTECT, null=True, related_name="+")
    points = models.FloatField(default=1)
    order: "models.JSONField[list[str]]" = models.JSONField(default=list)
    response: "models.JSONField[Any]" = models.JSONField(null=True)
    answered_at = models.DateTimeField(null=True)
    sequence = models.BigIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    is_flagged = models.BooleanField(default=False)
    tries: "models.JSONField[list[Any]]" = models.JSONField(default=list)
    settled_at = models.DateTimeField(null=True)
    fraction = models.FloatField(null=True)

    class Meta:
        ordering = ["attempt", "slot"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "slot"], name="attempt_numbers_its_questions"),
            models.CheckConstraint(
                condition=Q(fraction__isnull=True) | Q(fraction__gte=0, fraction__lte=1),
                name="a_question_earns_a_part_of_its_points",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.slot}"

    @property
    def marked_by_id(self) -> int:
        """The version whose key counts."""
        return self.key_id or self.version_id


class AnswerSave(models.Model):
    """An answer as a device sent it; never changed. A device numbers what it sends, so that what is sent
    twice counts once."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="saves")
    device = models.UUIDField()
    sequence = models.BigIntegerField()
    slot = models.PositiveSmallIntegerField()
    response: "models.JSONField[Any]" = models.JSONField(null=True)
    answered_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "device", "sequence"], name="device_numbers_its_saves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.slot} #{self.sequence}"


def _private_storage() -> Any:
    return storages["private"]


class AnswerFile(models.Model):
    """A file handed in with an essay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked = models.ForeignKey(AttemptQuestion, models.CASCADE, related_name="files")
    file = models.FileField(upload_to="answers/%Y/%m/", storage=_private_storage, max_length=255)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.name


class QuizStanding(models.Model):
    """Where a person stands in a quiz: stored, so that no page has to count.

    `passed_at` stays once it is there, unless a marker takes it back.
    """

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="standings")
    learner = models.ForeignKey("organisations.Person", models.PROTECT, related_name="quiz_standings")
    attempts_used = models.PositiveSmallIntegerField(default=0)
    percent = models.FloatField(null=True)
    passed_at = models.DateTimeField(null=True)
    last_graded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz", "learner"], name="learner_stands_once_in_a_quiz"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}/{self.learner_id}"
