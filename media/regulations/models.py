"""The register of regulations: directives, guidance, rules and other sources that content cites."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class Regulation(index.Indexed, models.Model):  # type: ignore[misc]
    """A source, with what is known of its force and of how far we have checked it."""

    class Kind(models.TextChoices):
        CENTRAL = "central", _("central document")
        PROVINCIAL = "provincial", _("provincial document")
        LAW = "law", _("law")
        PRACTICE = "practice", _("working paper")
        PRESS = "press", _("press")
        BOOK = "book", _("book")
        EXPERIENCE = "experience", _("experience")

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("in force")
        REPLACED = "replaced", _("replaced")
        EXPIRED = "expired", _("period over")
        REFERENCE = "reference", _("for reference")
        UNCHECKED = "unchecked", _("force to be checked")

    class Verification(models.TextChoices):
        SEED = "seed", _("in the project's first source")
        FOUND = "found", _("read at the source")
        PARTIAL = "partial", _("read in part")
        UNVERIFIED = "unverified", _("not yet checked")

    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    number = models.CharField(_("number"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=400)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("date"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.UNCHECKED)
    status_note = models.CharField(_("note on the status"), max_length=255, blank=True)
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification, default=Verification.UNVERIFIED
    )
    note = models.TextField(_("note"), blank=True)
    url = models.URLField(_("where it was read"), max_length=500, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    is_sample = models.BooleanField(_("sample content"), default=False)

    search_fields = [
        index.SearchField("number"),
        index.SearchField("title"),
        index.AutocompleteField("number"),
        index.AutocompleteField("title"),
        index.FilterField("status"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("regulation")
        verbose_name_plural = _("regulations and sources")
        ordering = ["kind", "-issued_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="regulation_does_not_replace_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}" if self.number else self.title
