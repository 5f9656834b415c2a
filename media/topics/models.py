"""Topics: the shared vocabulary that courses, lessons and later questions and practices carry.

The seven weaknesses of the province's review are topics of their own kind.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class Topic(index.Indexed, models.Model):  # type: ignore[misc]
    """A weakness named by the review, or a plain subject."""

    class Kind(models.TextChoices):
        WEAKNESS = "weakness", _("weakness named by the review")
        SUBJECT = "subject", _("subject")

    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SUBJECT)
    title = models.CharField(_("title"), max_length=255)
    in_first_person = models.CharField(
        _("as a cell says it of itself"),
        max_length=80,
        blank=True,
        help_text=_("Goes on after “Our cell”, for example: still spares people's feelings."),
    )
    training_need = models.CharField(_("what has to be trained"), max_length=255, blank=True)
    is_sample = models.BooleanField(_("sample content"), default=False)

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics and weaknesses")
        ordering = ["kind", "code"]

    def __str__(self) -> str:
        return self.title
