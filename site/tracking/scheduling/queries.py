"""Schedules, to their owners alone."""

from django.db.models import QuerySet

from accounts.models import User
from tracking.scheduling.models import ReportSchedule


def schedules_of(owner: User) -> QuerySet[ReportSchedule]:
    return ReportSchedule.objects.filter(owner=owner).select_related("organisation")


def running() -> QuerySet[ReportSchedule]:
    rows = ReportSchedule.objects.filter(is_paused=False, ended_at=None, owner__is_active=True)
    return rows.select_related("owner", "organisation").order_by("pk")
