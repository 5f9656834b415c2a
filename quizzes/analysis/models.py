"""What has been worked out already, kept until another attempt is marked."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.bank.models import Question
from quizzes.papers.models import Quiz


class Counted(models.TextChoices):
    """Which attempts are counted: a second one is made by somebody who has seen the questions."""

    FIRST = "first", _("first attempts")
    ALL = "all", _("all attempts")


class QuizAnalysis(models.Model):
    """A quiz's figures as they were when `graded` attempts had been marked, the last of them at
    `last_graded_at`. Nothing but a copy: it may be thrown away at any time."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="analyses")
    counted = models.CharField(max_length=5, choices=Counted)
    graded = models.PositiveIntegerField()
    last_graded_at = models.DateTimeField(null=True)
    form = models.PositiveSmallIntegerField()
    figures: "models.JSONField[dict[str, Any]]" = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz", "counted"], name="quiz_keeps_its_figures_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}: {self.counted}"


class ItemVerdict(models.Model):
    """What is said of a question from the first attempts at one quiz, for lists of questions."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    version = models.ForeignKey("quizzes.QuestionVersion", models.CASCADE, related_name="+")
    asked = models.PositiveIntegerField()
    urgency = models.PositiveSmallIntegerField()
    finding: "models.JSONField[dict[str, Any]]" = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz", "question"], name="quiz_judges_a_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}/{self.question_id}: {self.urgency}"
