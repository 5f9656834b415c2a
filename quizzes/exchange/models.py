"""Files of questions that somebody sent, and which questions came of them."""

import uuid
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _


def private_storage() -> Storage:
    """Questions with their answers: nobody is handed them by address."""
    return storages["private"]


def place_of(sent: "QuestionImport", filename: str) -> str:
    """Never under the name it came with."""
    return f"question-imports/{sent.public_id}"


class QuestionImport(models.Model):
    """A file sent by a lecturer: looked at first, then brought in as a whole, and perhaps taken back."""

    class State(models.TextChoices):
        SENT = "sent", _("Looked at, not brought in")
        WRITTEN = "written", _("Brought in")
        UNDONE = "undone", _("Taken back")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    format = models.CharField(_("format"), max_length=12)
    file = models.FileField(_("file"), storage=private_storage, upload_to=place_of, max_length=200)
    name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent at"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.SENT)
    category = models.ForeignKey(
        "quizzes.Category", models.SET_NULL, null=True, related_name="+", verbose_name=_("category")
    )
    counts: "models.JSONField[dict[str, int]]" = models.JSONField(default=dict)
    pictures: "models.JSONField[list[Any]]" = models.JSONField(default=list)
    written_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("imported file of questions")
        verbose_name_plural = _("imported files of questions")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class ImportedQuestion(models.Model):
    """Which question of a file became which question of the bank."""

    question_import = models.ForeignKey(QuestionImport, models.CASCADE, related_name="questions")
    question = models.OneToOneField("quizzes.Question", models.CASCADE, related_name="imported")
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["question_import", "number", "pk"]

    def __str__(self) -> str:
        return f"{self.number}"
