"""Schedules of reports: made from a report, listed, paused, ended."""

from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from tracking.layouts.forms import AskForm
from tracking.layouts.views import layout_or_404, made_or_404, query_of, typed
from tracking.scheduling.actions import end_schedule, make_schedule, pause_schedule, resume_schedule
from tracking.scheduling.forms import ScheduleForm, when_said
from tracking.scheduling.models import ReportSchedule
from tracking.scheduling.queries import schedules_of
from tracking.shell import for_overseers, organisers_page


@for_overseers
@require_safe
def schedules(request: HttpRequest) -> HttpResponse:
    own = [(one, when_said(one.every, one.day)) for one in schedules_of(_viewer(request))]
    return _page(request, "schedules", {"schedules": own})


@for_overseers
def schedule(request: HttpRequest, key: str) -> HttpResponse:
    """How often this report is to be made."""
    layout = layout_or_404(request, key)
    asking = AskForm(typed(request, layout), layout=layout, viewer=cast(User, request.user))
    if not asking.is_valid():
        return redirect(f"{reverse('tracking:report', args=[key])}?{request.GET.urlencode()}")
    made = made_or_404(request, layout, asking)
    form = ScheduleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        unit = str(made.ground.unit.organisation.public_id)
        asked = replace(made.asked, unit=unit, on=None, period=form.cleaned_data["period"])
        every, day = form.day()
        make_schedule(
            made=replace(made, asked=asked),
            form=form.cleaned_data["form"],
            every=every,
            day=day,
            by=_viewer(request),
            now=timezone.now(),
        )
        messages.success(request, _("Done. You are told each time the report has been made."))
        return redirect("tracking:schedules")
    context = {"made": made, "form": form, "query": query_of(made)}
    return _page(request, "schedule", context, status=422 if form.errors else 200)


@for_overseers
@require_POST
def pause(request: HttpRequest, public_id: UUID) -> HttpResponse:
    pause_schedule(schedule=_own(request, public_id))
    messages.success(request, _("Paused. Nothing is made until you let it go on."))
    return redirect("tracking:schedules")


@for_overseers
@require_POST
def resume(request: HttpRequest, public_id: UUID) -> HttpResponse:
    resume_schedule(schedule=_own(request, public_id), today=timezone.localdate())
    messages.success(request, _("It goes on from the next day of the schedule."))
    return redirect("tracking:schedules")


@for_overseers
@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    why = ReportSchedule.Ended.BY_HER
    end_schedule(schedule=_own(request, public_id), why=why, now=timezone.now())
    messages.success(request, _("Ended. The report is no longer made by itself."))
    return redirect("tracking:schedules")


def _viewer(request: HttpRequest) -> User:
    return cast(User, request.user)


def _own(request: HttpRequest, public_id: UUID) -> ReportSchedule:
    return get_object_or_404(schedules_of(_viewer(request)), public_id=public_id)


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    template = f"tracking/scheduling/{name}.html"
    return organisers_page(request, template, context, place="reporting", status=status)
