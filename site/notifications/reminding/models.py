"""Of what somebody was reminded on which day, and of what those above her were told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_KEY = 100


class Reminder(models.Model):
    """She was reminded of a thing, with others or alone."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    thing = models.CharField(max_length=LONGEST_KEY)
    on = models.DateField()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "thing", "on"], name="account_is_reminded_of_a_thing_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing}, {self.on}"


class Escalation(models.Model):
    """Those above were told that she is late with a thing."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="escalations")
    thing = models.CharField(max_length=LONGEST_KEY)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        constraints = [
            models.UniqueConstraint(fields=["account", "thing"], name="those_above_are_told_of_a_thing_once"),
        ]

    def __str__(self) -> str:
        return self.thing
