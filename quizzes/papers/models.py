"""Quizzes: which questions are asked, how, when, and what is told afterwards."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from quizzes.bank.checked import CheckedModel
from quizzes.bank.models import Category, Difficulty, Question
from quizzes.papers import rules

BEHAVIOUR_LABELS = [
    (rules.Behaviour.DEFERRED, _("Marked when the whole is handed in")),
    (rules.Behaviour.IMMEDIATE, _("Each answer marked at once")),
    (rules.Behaviour.TRIES, _("Each answer marked at once, with several tries")),
]
COUNTING_LABELS = [
    (rules.Counting.BEST, _("The best attempt")),
    (rules.Counting.LAST, _("The last attempt")),
    (rules.Counting.FIRST, _("The first attempt")),
    (rules.Counting.AVERAGE, _("The average of all attempts")),
]
SHOW_LABELS = [
    (rules.ShowWhen.AT_ONCE, _("As soon as the answer is marked")),
    (rules.ShowWhen.SUBMITTED, _("Once the attempt is handed in")),
    (rules.ShowWhen.PASSED_OR_OVER, _("Once passed, or no attempt is left")),
    (rules.ShowWhen.CLOSED, _("Once the quiz has closed")),
    (rules.ShowWhen.NEVER, _("Never")),
]


def _show_when(label: Any, default: rules.ShowWhen = rules.ShowWhen.SUBMITTED) -> Any:
    return models.CharField(label, max_length=16, choices=SHOW_LABELS, default=default)


class Quiz(CheckedModel):
    """A quiz: fixed questions, then drawn ones. It can be begun while it is `live` and within its window."""

    class Purpose(models.TextChoices):
        CHECK = "check", _("a check within a lesson")
        LESSON = "lesson", _("a lesson of its own")
        FINAL = "final", _("the final test of a course")

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=200, unique=True, blank=True)
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose, default=Purpose.CHECK)
    intro = models.TextField(_("said before it begins"), blank=True)

    shuffle_questions = models.BooleanField(_("shuffle the questions"), default=True)
    shuffle_options = models.BooleanField(_("shuffle the options"), default=True)
    per_page = models.PositiveSmallIntegerField(
        _("questions a page"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    behaviour = models.CharField(
        _("marking"), max_length=10, choices=BEHAVIOUR_LABELS, default=rules.Behaviour.DEFERRED
    )
    tries = models.PositiveSmallIntegerField(
        _("tries a question"), default=3, validators=[MinValueValidator(2), MaxValueValidator(10)]
    )
    penalty_percent = models.PositiveSmallIntegerField(
        _("a wrong try costs, in per cent"), default=33, validators=[MaxValueValidator(100)]
    )

    time_limit_minutes = models.PositiveSmallIntegerField(
        _("time limit in minutes"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("Empty: as long as she likes."),
    )  # fmt: skip
    late_hours = models.PositiveSmallIntegerField(
        _("answers given in time may arrive so many hours late"),
        default=24,
        validators=[MaxValueValidator(240)],
        help_text=_("A phone without a line sends them once it is back. 0: not at all."),
    )
    max_attempts = models.PositiveSmallIntegerField(
        _("attempts"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("Empty: as often as she likes."),
    )  # fmt: skip
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    pass_percent = models.PositiveSmallIntegerField(
        _("passed from, in per cent"), default=70, validators=[MaxValueValidator(100)]
    )
    counting = models.CharField(
        _("what counts"), max_length=10, choices=COUNTING_LABELS, default=rules.Counting.BEST
    )

    show_marks = _show_when(_("marks are shown"))
    show_answers = _show_when(_("right answers are shown"))
    show_explanations = _show_when(_("explanations are shown"))

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    is_sample = models.BooleanField(_("sample content"), default=False)

    kept_today = ("author_id",)
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("purpose"),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="quiz_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "quizzes/papers/preview.html"


def _points() -> Any:
    return models.DecimalField(
        _("points"), max_digits=6, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )


class FixedItem(Orderable):  # type: ignore[misc]
    """A question that everybody gets, in the version that is current when an attempt begins."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="fixed_items")
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="fixed_in", verbose_name=_("question")
    )
    points = _points()

    class Meta(Orderable.Meta):  # type: ignore[misc]
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "question"], name="quiz_asks_a_question_once"),
        ]


class RandomDraw(Orderable):  # type: ignore[misc]
    """So many questions of the bank, drawn anew for every attempt."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="random_draws")
    count = models.PositiveSmallIntegerField(
        _("how many"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="draws", verbose_name=_("category")
    )
    topic = models.ForeignKey(
        "media.Topic", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), choices=Difficulty, null=True, blank=True)
    points = _points()

    class Meta(Orderable.Meta):  # type: ignore[misc]
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return f"{self.quiz_id}: {self.count}"


class QuizException(models.Model):
    """More time, another attempt or a later end, for one person or one part of the tree, and why."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="exceptions")
    person = models.ForeignKey(
        "organisations.Person", models.PROTECT, null=True, blank=True, related_name="quiz_exceptions"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="quiz_exceptions"
    )
    extra_minutes = models.PositiveSmallIntegerField(_("more minutes"), default=0)
    extra_attempts = models.PositiveSmallIntegerField(_("more attempts"), default=0)
    closes_at = models.DateTimeField(_("closes later"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=400)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(organisation__isnull=True),
                name="exception_is_for_a_person_or_an_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(extra_minutes=0, extra_attempts=0, closes_at__isnull=True),
                name="exception_gives_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}: {self.reason}"
