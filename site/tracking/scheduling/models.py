"""Schedules: which report is made for whom, how often, and whether it still is."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.tree.models import Organisation
from tracking.scheduling.rules import LAST_DAY, next_due


class ReportSchedule(models.Model):
    """A report that a worker makes for its owner again and again, and tells her of.

    `wish` is what was asked, as plain data: it is asked anew each time, within what she oversees then.
    `made_until` is the last due day that has been seen to, so that no day is seen to twice.
    """

    class Every(models.TextChoices):
        WEEK = "week", _("every week")
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every quarter")

    class Ended(models.TextChoices):
        BY_HER = "by_her", _("ended by yourself")
        NOT_HERS = "not_hers", _("ended: you no longer oversee this unit, or the layout is gone")
        TOO_LONG = "too_long", _("ended: the report has become too long for this kind of file")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    wish = models.JSONField()
    form = models.CharField(max_length=4)
    every = models.CharField(max_length=8, choices=Every)
    day = models.PositiveSmallIntegerField()
    made_until = models.DateField()
    is_paused = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=10, choices=Ended, blank=True)

    class Meta:
        verbose_name = _("schedule of a report")
        verbose_name_plural = _("schedules of reports")
        ordering = ["ended_at", "-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(day__gte=1, day__lte=7) | Q(day__lte=LAST_DAY) & ~Q(every="week") & Q(day__gte=1),
                name="schedule_has_a_day_that_comes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.every} {self.day}"

    @property
    def next_on(self) -> date:
        return next_due(self.every, self.day, self.made_until)
