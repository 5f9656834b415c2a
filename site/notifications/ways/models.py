"""What somebody has chosen about being told; what she has not chosen follows `rules.is_on_by_itself`."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Wish(models.Model):
    """Things of a kind shall reach her by a channel, or shall not."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="telling_wishes")
    kind = models.CharField(max_length=12)
    channel = models.CharField(max_length=6)
    is_on = models.BooleanField()

    class Meta:
        verbose_name = _("wish about notices")
        verbose_name_plural = _("wishes about notices")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "channel"], name="account_wishes_one_thing_of_a_kind_and_channel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}: {self.is_on}"
