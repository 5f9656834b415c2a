"""The log of readings: opening it, and taking it along, is written down in its turn."""

from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from organisations.granting.readings.files import readings_as_csv
from organisations.granting.readings.forms import ReadingsForm
from organisations.granting.readings.queries import (
    READERS_OF_THE_LOG,
    Page,
    readings_page,
    readings_streamed,
)
from organisations.granting.readings.rules import Mark
from organisations.granting.readings.screen_names import screen_name
from organisations.granting.views import FOLDER, OfficeRequest
from organisations.oversight.guards import for_roles


@for_roles(*READERS_OF_THE_LOG)
@require_safe
def log_of_readings(request: OfficeRequest) -> HttpResponse:
    """Who has read whose data in the viewer's part of the tree, the latest first."""
    form = ReadingsForm(request.GET, viewer=request.user)
    page = Page()
    if form.is_valid():
        page = readings_page(request.user, form.wish(), after=Mark.read(request.GET.get("after", "")))
        _write_down(request, "open_readings")
    asked = _asked(request.GET)
    context = {
        "form": form,
        "rows": [(reading, screen_name(reading.screen)) for reading in page.rows],
        "asked": asked.urlencode(),
        "older": page.older and _asked(request.GET, after=str(page.older)).urlencode(),
        "is_first": "after" not in request.GET,
        "page_title": _("Log of readings"),
        "breadcrumbs_items": [{"url": None, "label": _("Log of readings")}],
        "header_icon": "glasses",
    }
    return render(request, f"{FOLDER}/readings.html", context, status=200 if form.is_valid() else 422)


@for_roles(*READERS_OF_THE_LOG)
@require_safe
def export(request: OfficeRequest) -> HttpResponseBase:
    """The same lines as a CSV file, streamed."""
    form = ReadingsForm(request.GET, viewer=request.user)
    if not form.is_valid():
        return redirect(f"{reverse('granting:readings')}?{request.GET.urlencode()}")
    _write_down(request, "export_readings")
    lines = readings_as_csv(readings_streamed(request.user, form.wish()))
    name = f"nhat-ky-xem-{timezone.localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _write_down(request: OfficeRequest, action: str) -> None:
    filters = {name: value for name, value in request.GET.items() if value}
    log(
        instance=request.user,
        action=f"organisations.{action}",
        user=request.user,
        data={"filters": filters},
    )


def _asked(query: QueryDict, **turned: str) -> QueryDict:
    asked = query.copy()
    asked.pop("after", None)
    for name, value in turned.items():
        asked[name] = value
    return asked
