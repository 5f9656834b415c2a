"""What an account was told: it stands on its page until it has been read."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.ways.rules import Kind


class Notice(models.Model):
    """One thing somebody was told. `key` says what it is about, so that nothing is told twice.

    `lines` are the parts of one that gathers several things: title, text and address of each.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, default=Kind.NEWS.value)
    is_urgent = models.BooleanField(default=False)
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=255, blank=True)
    lines = models.JSONField(default=list, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["recipient", "-at"], condition=Q(read_at__isnull=True), name="notices_to_be_read"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="account_is_told_of_a_thing_once"),
        ]

    def __str__(self) -> str:
        return self.title
