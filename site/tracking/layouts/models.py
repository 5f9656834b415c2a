"""Layouts that organisers made for themselves, beside the five that everybody has."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import TitleField
from organisations.tree.models import Organisation


class ReportLayout(models.Model):
    """Which rows and columns, of whom, in which period: used like the five.

    It belongs to `organisation`: when it is shared, whoever organises there or beneath finds it. `asked`
    holds what `asking.Asked` keeps. `version` counts its changes, so that of two who edit it none overwrites
    the other.
    """

    class Rows(models.TextChoices):
        UNITS = "units", _("one row a unit beneath")
        PEOPLE = "people", _("one row a person and course")
        CLASSES = "classes", _("one row a course and class")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = TitleField(_("title"), max_length=200)
    rows = models.CharField(_("rows"), max_length=12, choices=Rows)
    columns: "models.JSONField[list[str]]" = models.JSONField(default=list)
    state = models.CharField(_("which people"), max_length=20, blank=True)
    asked = models.JSONField(default=dict)
    is_shared = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("layout of a report")
        verbose_name_plural = _("layouts of reports")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
