"""Calls that organisers have made, and where units may be ranked."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Call(models.Model):
    """Somebody was called about what she has to learn; told to whoever calls next."""

    person = models.ForeignKey("organisations.Person", models.PROTECT, related_name="calls")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "-at"], name="calls_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.at:%Y-%m-%d}"


class Ranking(models.Model):
    """Units within an organisation, a province mostly, may be ranked, by their rate against a target.

    Where there is none, units are set beside the mean and nobody is put first or last.
    """

    organisation = models.OneToOneField(
        "organisations.Organisation",
        models.CASCADE,
        related_name="+",
        verbose_name=_("within"),
        limit_choices_to=Q(parent__isnull=True) | Q(parent__parent__isnull=True),
    )
    target_percent = models.PositiveSmallIntegerField(
        _("target, in per cent"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Who has finished, of all who have to learn."),
    )

    class Meta:
        verbose_name = _("ranking of units")
        verbose_name_plural = _("rankings of units")
        constraints = [
            models.CheckConstraint(
                condition=Q(target_percent__gte=1, target_percent__lte=100), name="target_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.target_percent}%"
