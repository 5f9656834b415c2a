"""Quizzes on paper: what was printed, and whose answers were typed in from it.

What was printed stays as it was, whatever becomes of the quiz: files are made from these rows on demand.
"""

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.attempts.models import Attempt
from quizzes.papers.models import Quiz
from quizzes.printing.rules import MOST_VARIANTS


class PaperPrint(models.Model):
    """A quiz printed for one hall.

    `variants` holds, for each variant, its questions in order as [question id, version id, points, order of
    parts]; `rules` are `papers.rules.AttemptRules`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="prints")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("for whom")
    )
    title = models.CharField(_("title on the paper"), max_length=200)
    issuer = models.CharField(_("who holds the test"), max_length=160, blank=True)
    hall = models.CharField(_("hall"), max_length=160, blank=True)
    held_on = models.DateField(_("day of the test"))
    minutes = models.PositiveSmallIntegerField(
        _("time in minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    variant_count = models.PositiveSmallIntegerField(
        _("variants"), validators=[MinValueValidator(1), MaxValueValidator(MOST_VARIANTS)]
    )
    seed = models.BigIntegerField()
    variants: "models.JSONField[list[Any]]" = models.JSONField()
    rules: "models.JSONField[dict[str, Any]]" = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("paper printed")
        verbose_name_plural = _("papers printed")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} {self.held_on}"


class PaperResult(models.Model):
    """An attempt that was written on paper: which variant, who typed it in and when."""

    paper = models.ForeignKey(PaperPrint, models.PROTECT, related_name="results")
    attempt = models.OneToOneField(Attempt, models.CASCADE, related_name="on_paper")
    variant = models.PositiveSmallIntegerField()
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    typed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("result typed in from paper")
        verbose_name_plural = _("results typed in from paper")
        ordering = ["-typed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.attempt_id}"
