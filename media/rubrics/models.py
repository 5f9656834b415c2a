"""Rubrics: what is looked at when a meeting is judged. Criteria, points and bands are data of the offices."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from common.lines import lines_of


class Rubric(index.Indexed, ClusterableModel):  # type: ignore[misc]
    """Criteria with the most points each can earn, and bands that put the sum into a word."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=255)
    note = models.TextField(_("note"), blank=True, help_text=_("Shown to whoever fills it in."))
    source = models.ForeignKey(
        "media.Regulation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source"),
    )
    is_sample = models.BooleanField(_("sample content"), default=False)

    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def frozen(self) -> dict[str, Any]:
        """The rubric as plain data, kept with what was filled in so that a later change alters no result."""
        return {
            "title": self.title,
            "note": self.note,
            "criteria": [
                {
                    "code": one.code,
                    "title": one.title,
                    "most": one.most_points,
                    "indicators": lines_of(one.indicators),
                }
                for one in self.criteria.all()
            ],
            "bands": [
                {"least": band.least_percent, "title": band.title}
                for band in sorted(self.bands.all(), key=lambda band: -band.least_percent)
            ],
        }


class RubricCriterion(Orderable):  # type: ignore[misc]
    """One thing that is looked at, and its signs."""

    rubric = ParentalKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    code = models.SlugField(_("code"), max_length=20)
    title = models.CharField(_("what is looked at"), max_length=255)
    most_points = models.PositiveSmallIntegerField(
        _("at most so many points"), validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    indicators = models.TextField(_("signs"), blank=True, help_text=_("One line for each sign."))

    class Meta(Orderable.Meta):  # type: ignore[misc]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "code"], name="criterion_of_a_rubric_has_its_code"),
        ]

    def __str__(self) -> str:
        return self.title


class RubricBand(Orderable):  # type: ignore[misc]
    """From so many per cent of all points upwards a meeting is called so."""

    rubric = ParentalKey(Rubric, on_delete=models.CASCADE, related_name="bands")
    least_percent = models.PositiveSmallIntegerField(_("from per cent"), validators=[MaxValueValidator(100)])
    title = models.CharField(_("is called"), max_length=60)

    class Meta(Orderable.Meta):  # type: ignore[misc]
        constraints = [
            models.UniqueConstraint(
                fields=["rubric", "least_percent"], name="bands_of_a_rubric_begin_at_different_shares"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if not self.title.strip():
            raise ValidationError({"title": _("Give the band a name.")})
