"""Spaced review: what a person is to be asked again and when, every answer that says so, her sessions.

Practice alone: nothing here is a mark, and nothing of it reaches progress or reports.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.attempts.models import Attempt
from quizzes.bank.models import Question, QuestionVersion


class ReviewCard(models.Model):
    """A question as one person remembers it: what follows from her `logs` (`scheduling.memory_after`).

    `is_missed` says that she got it wrong in a test and has not practised it since.
    """

    learner = models.ForeignKey("organisations.Person", models.PROTECT, related_name="review_cards")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    stability = models.FloatField(default=0)
    difficulty = models.FloatField(default=0)
    due_at = models.DateTimeField()
    last_reviewed_at = models.DateTimeField()
    reviews = models.PositiveIntegerField(default=0)
    lapses = models.PositiveIntegerField(default=0)
    is_missed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("question to review")
        verbose_name_plural = _("questions to review")
        indexes = [models.Index(fields=["learner", "due_at"], name="cards_by_when_they_are_due")]
        constraints = [
            models.UniqueConstraint(fields=["learner", "question"], name="learner_has_a_card_a_question"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}/{self.question_id}"


class Sitting(models.Model):
    """A session of a few questions; `asked` holds each as [question id, version id, order of parts]."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey("organisations.Person", models.PROTECT, related_name="+")
    asked: "models.JSONField[list[Any]]" = models.JSONField()
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("session of review")
        verbose_name_plural = _("sessions of review")
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(finished_at__isnull=True),
                name="one_session_of_review_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.began_at}"


class ReviewLog(models.Model):
    """An answer to a question, in an attempt or in a session; only grows.

    An attempt that is marked anew adds a line, and its last line counts.
    """

    card = models.ForeignKey(ReviewCard, models.CASCADE, related_name="logs")
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+")
    attempt = models.ForeignKey(Attempt, models.CASCADE, null=True, related_name="+")
    sitting = models.ForeignKey(Sitting, models.CASCADE, null=True, related_name="logs")
    response: "models.JSONField[Any]" = models.JSONField(null=True)
    fraction = models.FloatField()
    reviewed_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer in review")
        verbose_name_plural = _("answers in review")
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "card"],
                condition=Q(sitting__isnull=False),
                name="session_takes_one_answer_a_question",
            ),
            models.CheckConstraint(
                condition=Q(attempt__isnull=True) ^ Q(sitting__isnull=True),
                name="answer_comes_from_an_attempt_or_a_session",
            ),
            models.CheckConstraint(
                condition=Q(fraction__gte=0, fraction__lte=1), name="answer_in_review_earns_a_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.reviewed_at}"
