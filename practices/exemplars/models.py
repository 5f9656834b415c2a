"""Exemplary practices: the pages on which the School writes them, and what learners read of them.

Publishing a page freezes it as a `Practice`, the one row that the library, sessions and adoptions know. It
stays when the page is withdrawn, for those who have applied it.
"""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from common.fields import PhoneField, TitleKeyField
from common.pages import AuthoredPage
from practices.exemplars.vocabulary import (
    RECOGNISED_BY_DECISION,
    PracticeKind,
    Provenance,
    Recognition,
)

RESERVED_SLUGS = {"ap-dung", "buoi", "chu-tri", "da-luu", "de-xuat", "diem-danh", "hoi-dap", "so-sanh", "tep"}
"""Parts of the library's address that are no practice's."""


class PracticeIndexPage(AuthoredPage):
    """The library of exemplary practices; there is one, at the address that `practices.urls` gives it."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*AuthoredPage.content_panels, FieldPanel("intro")]
    promote_panels: list[Any] = []
    template = "practices/exemplars/index_page.html"
    max_count = 1
    subpage_types = ["practices.PracticePage"]

    class Meta:
        verbose_name = _("library of practices")


class PracticePage(AuthoredPage):
    """A practice as the School writes it: what was wrong, what is done, what came of it, on whose word."""

    kind = models.CharField(_("kind"), max_length=20, choices=PracticeKind, default=PracticeKind.EXPERIENCE)
    summary = models.TextField(_("summary"))
    provenance = models.CharField(
        _("provenance"), max_length=10, choices=Provenance, default=Provenance.AWAITED
    )
    to_complete = models.TextField(
        _("still to be added"), blank=True, help_text=_("One line for each thing that is not known yet.")
    )
    recognition = models.CharField(
        _("recognition"), max_length=12, choices=Recognition, default=Recognition.NONE
    )
    decision = models.CharField(_("decision number"), max_length=120, blank=True)
    recognised_on = models.DateField(_("date of the decision"), null=True, blank=True)
    held_by = models.CharField(
        _("whose practice"), max_length=255, help_text=_("As the source names it. No person's name.")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("its organisation on this site"),
    )
    consent = models.CharField(
        _("consent to be named"),
        max_length=255,
        blank=True,
        help_text=_("Who of the committee agreed, and when. Without it a cell of this site is not named."),
    )
    problem = models.TextField(_("what was wrong before"), blank=True)
    context = models.TextField(_("where and under what conditions"), blank=True)
    fits = models.TextField(_("which cells it fits"), blank=True)
    cell_types = ParentalManyToManyField(
        "organisations.CellType",
        blank=True,
        verbose_name=_("types of cells"),
        help_text=_("None chosen: it fits every type."),
    )
    topics = ParentalManyToManyField("media.Topic", blank=True, verbose_name=_("topics and weaknesses"))
    lessons_learned = models.TextField(
        _("lessons learned"), blank=True, help_text=_("One line for each lesson.")
    )
    limits = models.TextField(_("when not to apply it"), blank=True, help_text=_("One line for each case."))
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_phone = PhoneField(_("contact's telephone"), blank=True)
    is_featured = models.BooleanField(_("shown first"), default=False)
    is_sample = models.BooleanField(_("sample content"), default=False)

    content_panels = [
        *AuthoredPage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("provenance")]),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("held_by"), FieldPanel("organisation"), FieldPanel("consent")],
            heading=_("Whose practice it is"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("recognition"),
                FieldRowPanel([FieldPanel("decision"), FieldPanel("recognised_on")]),
            ],
            heading=_("Recognition"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("problem"),
                FieldPanel("context"),
                FieldPanel("fits"),
                FieldPanel("cell_types"),
                FieldPanel("topics"),
            ],
            heading=_("What it answers, and where it fits"),
        ),
        InlinePanel("steps", label=_("step"), heading=_("How it is done")),
        InlinePanel("materials", label=_("paper, picture or film"), heading=_("To use and to look at")),
        InlinePanel("results", label=_("result"), heading=_("What came of it")),
        FieldPanel("lessons_learned"),
        FieldPanel("limits"),
        FieldPanel("to_complete"),
        MultiFieldPanel([FieldPanel("contact_name"), FieldPanel("contact_phone")], heading=_("Whom to ask")),
        InlinePanel("citations", label=_("source"), heading=_("Sources")),
        InlinePanel("lessons", label=_("lesson"), heading=_("Lessons to read with it")),
        FieldRowPanel([FieldPanel("is_featured"), FieldPanel("is_sample")]),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    template = "practices/exemplars/page.html"
    parent_page_types = ["practices.PracticeIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address has another use. Please choose a different one.")})
        if self.recognition in RECOGNISED_BY_DECISION and not self.decision.strip():
            raise ValidationError(
                {"decision": _("Give the number of the decision, or choose a lower level of recognition.")}
            )


class PracticeStep(Orderable):  # type: ignore[misc]
    """One step: what is done, by whom, in how much time, in which words."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="steps")
    text = models.TextField(_("what is done"))
    who = models.CharField(_("who"), max_length=160, blank=True)
    duration = models.CharField(_("how long"), max_length=80, blank=True)
    words = models.TextField(
        _("words to use"), blank=True, help_text=_("What the chair may say. It can be copied with one tap.")
    )

    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("who"), FieldPanel("duration")]),
        FieldPanel("words"),
    ]


class PracticeMaterial(Orderable):  # type: ignore[misc]
    """A form to copy, a paper to open, a picture or a film; one of them."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=255)
    text = models.TextField(_("words to copy"), blank=True)
    paper = models.ForeignKey(
        "media.Paper", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("paper")
    )
    picture = models.ForeignKey(
        "media.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    recording = models.ForeignKey(
        "media.Recording",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("film or sound"),
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("paper"),
        FieldPanel("picture"),
        FieldPanel("recording"),
    ]

    def clean(self) -> None:
        super().clean()
        given = [self.text.strip(), self.paper_id, self.picture_id, self.recording_id]
        if sum(map(bool, given)) != 1:
            raise ValidationError(
                _("Give one of these: words to copy, a paper, a picture, or a film or sound.")
            )


class PracticeResult(Orderable):  # type: ignore[misc]
    """What changed, with figures before and after and the day on which they were taken."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="results")
    text = models.CharField(_("what changed"), max_length=255)
    before = models.CharField(_("before"), max_length=80, blank=True)
    after = models.CharField(_("after"), max_length=80, blank=True)
    measured_on = models.DateField(_("measured on"), null=True, blank=True)

    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after"), FieldPanel("measured_on")]),
    ]


class PracticeCitation(Orderable):  # type: ignore[misc]
    """A practice rests on a source, or on one part of it."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="citations")
    regulation = models.ForeignKey(
        "media.Regulation", models.PROTECT, related_name="+", verbose_name=_("source")
    )
    article = models.CharField(_("article"), max_length=120, blank=True)

    panels = [FieldPanel("regulation"), FieldPanel("article")]


class PracticeLesson(Orderable):  # type: ignore[misc]
    """A lesson to read with it."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="lessons")
    lesson = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+", verbose_name=_("lesson"))

    panels = [PageChooserPanel("lesson", "courses.LessonPage")]


class Practice(models.Model):
    """A practice as learners meet it: what stood on its page when it was last published.

    `content` is the page as plain data (`exemplars.freezing`); `search_key` is all of its words, folded. The
    counts are of cells that applied it, kept by `practices.adoptions`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.OneToOneField(
        PracticePage, models.SET_NULL, null=True, related_name="published", editable=False
    )
    slug = models.SlugField(max_length=255, unique=True)
    title = models.CharField(max_length=255)
    title_key = TitleKeyField(source="title")
    kind = models.CharField(max_length=20, choices=PracticeKind)
    provenance = models.CharField(max_length=10, choices=Provenance)
    recognition = models.CharField(max_length=12, choices=Recognition)
    held_by = models.CharField(max_length=255)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.SET_NULL, null=True, related_name="practices"
    )
    cell_types = models.ManyToManyField("organisations.CellType", related_name="practices")
    topics = models.ManyToManyField("media.Topic", related_name="practices")
    summary = models.TextField()
    content: "models.JSONField[dict[str, Any]]" = models.JSONField()
    search_key = models.TextField()
    digest = models.CharField(max_length=64)
    is_featured = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)
    published_at = models.DateTimeField()
    planned_count = models.PositiveIntegerField(default=0)
    tried_count = models.PositiveIntegerField(default=0)
    kept_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    stopped_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("published practice")
        verbose_name_plural = _("published practices")
        ordering = ["title_key", "pk"]
        indexes = [
            models.Index(
                fields=["is_current", "-is_featured", "title_key", "id"], name="practices_as_listed"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SavedPractice(models.Model):
    """A practice that somebody keeps for later."""

    person = models.ForeignKey("organisations.Person", models.CASCADE, related_name="saved_practices")
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved practice")
        verbose_name_plural = _("saved practices")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "practice"], name="practice_is_saved_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.practice_id}"
