"""How far one week's digest has got, so that a run that was cut off goes on where it was."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DigestRound(models.Model):
    """`reached` is the last account that was looked at."""

    on = models.DateField(unique=True)
    reached = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("weekly digest")
        verbose_name_plural = _("weekly digests")

    def __str__(self) -> str:
        return str(self.on)
