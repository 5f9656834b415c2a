"""The bank: questions as lecturers work on them, and the versions that are asked.

A lecturer writes a question and changes it freely; a second person checks it, and what she has checked is
frozen as a version. Papers hold versions: a later change never alters an old result.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from common.fields import SearchKeyField
from quizzes.bank.blocks import QuestionBody
from quizzes.bank.checked import CheckedModel
from quizzes.grading.questions import Kind

KIND_LABELS = {
    Kind.SINGLE: _("One right option"),
    Kind.MULTIPLE: _("Several right options"),
    Kind.TRUE_FALSE: _("True or false"),
    Kind.MATCHING: _("Matching"),
    Kind.ORDERING: _("Ordering"),
    Kind.SHORT_ANSWER: _("Short answer"),
    Kind.NUMERICAL: _("Number"),
    Kind.CLOZE: _("Gaps to fill"),
    Kind.ESSAY: _("Written essay"),
}


class Difficulty(models.IntegerChoices):
    """How hard a question is meant to be."""

    KNOW = 1, _("1 · to know")
    UNDERSTAND = 2, _("2 · to understand")
    APPLY = 3, _("3 · to apply")


class Category(models.Model):
    """A shelf of the bank; shelves stand in shelves."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("stands in"),
    )
    title = models.CharField(_("title"), max_length=160)
    is_sample = models.BooleanField(_("sample content"), default=False)

    class Meta:
        verbose_name = _("category of questions")
        verbose_name_plural = _("categories of questions")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "title"], name="shelf_holds_a_title_once"),
            models.UniqueConstraint(
                fields=["title"], condition=Q(parent__isnull=True), name="root_holds_a_title_once"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="category_is_not_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A shelf cannot come to stand in itself by way of others."""
        super().clean()
        parents = dict(Category.objects.values_list("pk", "parent_id"))
        above: set[int] = set()
        at = self.parent_id
        while at is not None and at not in above:
            above.add(at)
            at = parents.get(at)
        if self.pk in above:
            raise ValidationError({"parent": _("A category cannot stand in itself or in one beneath it.")})


class Question(CheckedModel):
    """A question as its author works on it. `current` is the version that is asked."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        CHECKED = "checked", _("checked")
        IN_USE = "in_use", _("in use")
        RETIRED = "retired", _("retired")

    name = models.CharField(
        _("name"),
        max_length=160,
        blank=True,
        help_text=_("How it is called in lists. Left empty, its first words."),
    )
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="questions", verbose_name=_("category")
    )
    body = StreamField(QuestionBody(), verbose_name=_("question"))
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"),
        choices=Difficulty,
        default=Difficulty.UNDERSTAND,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
    )
    topics = ParentalManyToManyField("media.Topic", blank=True, verbose_name=_("topics and weaknesses"))
    read_again = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lesson to read again"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("author"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False, db_index=True
    )
    kind = models.CharField(
        _("type"), max_length=12, choices=list(KIND_LABELS.items()), editable=False, default=Kind.SINGLE
    )
    label = models.CharField(_("question"), max_length=160, editable=False, blank=True)
    search_key = SearchKeyField(sources=["name", "label"])
    current = models.ForeignKey(
        "quizzes.QuestionVersion", models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(_("sample content"), default=False)

    kept_today = ("author_id", "state", "current_id", "created_at")
    search_fields = [
        index.SearchField("name"),
        index.SearchField("label"),
        index.AutocompleteField("name"),
        index.AutocompleteField("label"),
        index.FilterField("category"),
        index.FilterField("kind"),
        index.FilterField("difficulty"),
        index.FilterField("state"),
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name or self.label or str(_("New question"))

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "quizzes/bank/preview.html"


class QuestionCitation(Orderable):  # type: ignore[misc]
    """A question rests on a regulation, or on one article of it."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="citations")
    regulation = models.ForeignKey(
        "media.Regulation", models.PROTECT, related_name="+", verbose_name=_("regulation")
    )
    article = models.CharField(_("article"), max_length=120, blank=True)

    class Meta(Orderable.Meta):  # type: ignore[misc]
        ordering = ["sort_order", "pk"]


class QuestionVersion(models.Model):
    """A question as it was checked; never changed. `content` is `quizzes.grading.codec.data_of`."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=list(KIND_LABELS.items()))
    label = models.CharField(max_length=160)
    content: "models.JSONField[dict[str, Any]]" = models.JSONField()
    citations: "models.JSONField[list[Any]]" = models.JSONField(default=list)
    read_again = models.ForeignKey("wagtailcore.Page", models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    frozen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        ordering = ["question", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_numbers_its_versions"),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.number})"
