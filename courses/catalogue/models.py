"""The catalogue: courses, modules and lessons as Wagtail pages, and the editions learners follow.

Authors work on pages. Learners read an edition: what stood on the pages when they were published,
frozen, so that a progress or a certificate can say what was learnt.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from common.lines import lines_of
from common.pages import AuthoredPage
from courses.catalogue.blocks import LessonBody
from courses.catalogue.rules import ALL, REQUIRED, SOME, packages_in, quizzes_in, recordings_in


class CompletionRule(models.TextChoices):
    """What finishes a lesson; told to the learner in words."""

    MARKED = "marked", _("the learner marks it as learnt")
    READ = "read", _("read to the end")
    CHECKLIST = "checklist", _("read to the end and tick every box of its checklists")
    PASSED = "passed", _("the quizzes in it are passed")
    WATCHED = "watched", _("the film and sound in it are watched")
    PLAYED = "played", _("the interactive content in it is gone through")
    ATTENDED = "attended", _("a demonstration session is attended and its observation form sent")


class LessonsAsked(models.TextChoices):
    """Which of its lessons finish a course."""

    ALL = ALL, _("all lessons")
    REQUIRED = REQUIRED, _("all lessons but those marked optional")
    SOME = SOME, _("at least so many lessons")


class Onward(models.TextChoices):
    """What becomes of those under way when an edition asks for something else than the one before."""

    LEARN = "learn", _("They learn the new part: they go on by the new edition")
    KEEP = "keep", _("They keep what they have: they go on by the edition that they began")


COUNTED_BY_SHARE = (CompletionRule.WATCHED, CompletionRule.PLAYED)
LEAST_PERCENT = 90


# Parts of a course's address that are no module's.
RESERVED_SLUGS = {"ghi-danh", "hoc-tiep", "hoan-thanh"}
# Parts of the courses' address that are no course's.
RESERVED_COURSE_SLUGS = {"doc-lai"}

ADDRESS_IS_TAKEN = _("This address has another use. Please choose a different one.")


class TaughtPage(AuthoredPage):
    """A page of a course. Learners never meet it: they read its editions."""

    template = "courses/course_page.html"

    class Meta:
        abstract = True


class CourseIndexPage(TaughtPage):
    """The list of courses; there is one, at the address that `courses.urls` gives it."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*TaughtPage.content_panels, FieldPanel("intro")]
    promote_panels: list[Any] = []
    max_count = 1
    subpage_types = ["courses.CoursePage"]

    class Meta:
        verbose_name = _("list of courses")


class CoursePage(TaughtPage):
    """A course: what it gives, for whom, and its modules beneath it."""

    summary = models.TextField(_("summary"))
    for_whom = models.CharField(_("for whom"), max_length=255)
    outcomes = models.TextField(
        _("what it gives"), help_text=_("One line for each thing the learner will be able to do."), blank=True
    )
    topics = ParentalManyToManyField("media.Topic", blank=True, verbose_name=_("topics and weaknesses"))
    lessons_asked = models.CharField(
        _("lessons to do"), max_length=8, choices=LessonsAsked, default=LessonsAsked.ALL
    )
    least_lessons = models.PositiveSmallIntegerField(
        _("at least so many lessons"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("For “at least so many lessons” only."),
    )
    least_percent = models.PositiveSmallIntegerField(
        _("mean of the tests, at least so many per cent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_(
            "The mean of the final tests; in a course without a final test, of all its quizzes. Each must "
            "have been taken. Left empty, no mark is asked for."
        ),
    )
    asks_session = models.BooleanField(
        _("a demonstration session attended and its observation form sent"), default=False
    )
    asks_essay = models.BooleanField(_("every essay of the course passed by its marker"), default=False)
    is_sample = models.BooleanField(_("sample content"), default=False)

    content_panels = [
        *TaughtPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("for_whom"),
        FieldPanel("outcomes"),
        FieldPanel("topics"),
        MultiFieldPanel(
            [
                FieldPanel("lessons_asked"),
                FieldPanel("least_lessons"),
                FieldPanel("least_percent"),
                FieldPanel("asks_session"),
                FieldPanel("asks_essay"),
            ],
            heading=_("What finishes the course"),
            help_text=_("Learners are told this in words on the page of the course."),
        ),
        FieldPanel("is_sample"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.ModulePage"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @property
    def outcome_lines(self) -> list[str]:
        return lines_of(self.outcomes)

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_COURSE_SLUGS:
            raise ValidationError({"slug": ADDRESS_IS_TAKEN})
        if self.lessons_asked == LessonsAsked.SOME and not self.least_lessons:
            raise ValidationError(
                {"least_lessons": _("Please say how many lessons, or choose another way above.")}
            )


class ModulePage(TaughtPage):
    """A module: lessons that belong together."""

    summary = models.TextField(_("summary"), blank=True)

    content_panels = [*TaughtPage.content_panels, FieldPanel("summary")]
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": ADDRESS_IS_TAKEN})


class LessonPage(TaughtPage):
    """A lesson: ten or twenty minutes on one thing to do better at the next meeting."""

    summary = models.TextField(_("summary"), blank=True)
    goal = models.TextField(
        _("goal"), blank=True, help_text=_("After this lesson the learner will be able to …")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    body = StreamField(LessonBody(), verbose_name=_("body"), blank=True)
    key_points = models.TextField(_("to remember"), blank=True, help_text=_("One line for each point."))
    completion = models.CharField(
        _("finished when"), max_length=10, choices=CompletionRule, default=CompletionRule.READ
    )
    least_percent = models.PositiveSmallIntegerField(
        _("at least so many per cent"),
        default=LEAST_PERCENT,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Of the film or sound, or of the points of the content; for those two ways only."),
    )
    is_optional = models.BooleanField(
        _("optional"),
        default=False,
        help_text=_("Not asked for in a course that is finished by “all lessons but those marked optional”."),
    )
    is_update = models.BooleanField(
        _("update lesson"),
        default=False,
        help_text=_(
            "Those who have finished the course are asked to take this lesson too; they keep their result."
        ),
    )
    topics = ParentalManyToManyField("media.Topic", blank=True, verbose_name=_("topics and weaknesses"))
    is_sample = models.BooleanField(_("sample content"), default=False)

    content_panels = [
        *TaughtPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("goal"),
        FieldPanel("minutes"),
        FieldPanel("completion"),
        FieldPanel("least_percent"),
        FieldPanel("is_optional"),
        FieldPanel("is_update"),
        FieldPanel("body"),
        FieldPanel("key_points"),
        MultiFieldPanel(
            [InlinePanel("citations", label=_("source"), heading=_("Sources"))], heading=_("Sources")
        ),
        FieldPanel("topics"),
        FieldPanel("is_sample"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    template = "courses/lesson_page.html"
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    @property
    def key_point_lines(self) -> list[str]:
        return lines_of(self.key_points)

    def clean(self) -> None:
        super().clean()
        asked = _ASKED_FOR.get(self.completion)
        if asked and not asked[0](self.body.get_prep_value()):
            raise ValidationError({"completion": asked[1]})


_ASKED_FOR: dict[str, Any] = {
    CompletionRule.PASSED: (
        quizzes_in,
        _("There is no quiz in this lesson. Please add one to its body, or choose another way."),
    ),
    CompletionRule.WATCHED: (
        recordings_in,
        _("There is no film or sound in this lesson. Please add one to its body, or choose another way."),
    ),
    CompletionRule.PLAYED: (
        packages_in,
        _("This lesson holds no interactive content. Please add some, or choose another way."),
    ),
}


class LessonCitation(Orderable):  # type: ignore[misc]
    """A lesson rests on a regulation, or on one article of it."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="citations")
    regulation = models.ForeignKey(
        "media.Regulation", models.PROTECT, related_name="+", verbose_name=_("regulation")
    )
    article = models.CharField(_("article"), max_length=120, blank=True)

    panels = [FieldPanel("regulation"), FieldPanel("article")]


class LessonVersion(models.Model):
    """A lesson as it stood when it was published; never changed, shared by editions."""

    lesson = models.ForeignKey(LessonPage, models.PROTECT, related_name="versions")
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    minutes = models.PositiveSmallIntegerField()
    completion = models.CharField(max_length=10, choices=CompletionRule)
    checklist_items: "models.JSONField[list[str]]" = models.JSONField(default=list)
    quizzes: "models.JSONField[list[int]]" = models.JSONField(default=list)
    is_final_test = models.BooleanField(default=False)
    recordings: "models.JSONField[list[int]]" = models.JSONField(default=list)
    packages: "models.JSONField[list[int]]" = models.JSONField(default=list)
    least_percent = models.PositiveSmallIntegerField(default=LEAST_PERCENT)
    content: "models.JSONField[dict[str, Any]]" = models.JSONField()
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "digest"], name="lesson_version_is_frozen_once"),
        ]

    def __str__(self) -> str:
        return self.title


class CourseEdition(models.Model):
    """A course as learners meet it from one publishing to the next.

    `rule` is a `CourseRule` as data. `onward` is what was chosen for those under way, empty where nothing
    that concerns them had changed; `older_go_on` says that some may be under way by an earlier edition.
    """

    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    slug = models.SlugField(max_length=255, allow_unicode=True)
    title = models.CharField(max_length=255)
    about: "models.JSONField[dict[str, Any]]" = models.JSONField()
    lessons_total = models.PositiveSmallIntegerField()
    minutes_total = models.PositiveSmallIntegerField()
    rule: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)
    onward = models.CharField(max_length=5, choices=Onward, blank=True)
    older_go_on = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    is_current = models.BooleanField(default=True)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["course", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="course_numbers_its_editions"),
            models.UniqueConstraint(
                fields=["course"], condition=Q(is_current=True), name="course_has_one_current_edition"
            ),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(is_current=True), name="address_leads_to_one_current_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class EditionLesson(models.Model):
    """A lesson's place in an edition."""

    edition = models.ForeignKey(CourseEdition, models.CASCADE, related_name="lessons")
    version = models.ForeignKey(LessonVersion, models.PROTECT, related_name="+")
    lesson = models.ForeignKey(LessonPage, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=255, allow_unicode=True)
    module_number = models.PositiveSmallIntegerField()
    module_slug = models.SlugField(max_length=255, allow_unicode=True)
    module_title = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    minutes = models.PositiveSmallIntegerField()
    is_optional = models.BooleanField(default=False)
    is_update = models.BooleanField(default=False)

    class Meta:
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="edition_numbers_its_lessons"),
            models.UniqueConstraint(
                fields=["edition", "module_slug", "slug"], name="address_leads_to_one_lesson"
            ),
            models.UniqueConstraint(fields=["edition", "lesson"], name="edition_holds_a_lesson_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
