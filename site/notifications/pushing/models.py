"""A browser that somebody has asked to be told on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.pushing.rules import LONGEST_ADDRESS


class PushSubscription(models.Model):
    """Lives as long as the session in which it was made: a device she has signed out of tells her nothing."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=LONGEST_ADDRESS)
    endpoint_digest = models.CharField(max_length=64, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    device = models.CharField(max_length=400, blank=True)
    session_key = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("device that is pushed to")
        verbose_name_plural = _("devices that are pushed to")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.device
