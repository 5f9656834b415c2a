"""Layouts of one's own: new, changed, copied, removed."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from tracking.building.actions import (
    ChangedMeanwhile,
    LayoutRefusal,
    copy_layout,
    remove_layout,
    save_changed,
    save_new,
)
from tracking.building.forms import LayoutForm, drawn, said
from tracking.layouts.models import ReportLayout
from tracking.layouts.queries import layout_in, may_change, saved_layout
from tracking.layouts.rules import RowsOf
from tracking.layouts.views import layout_or_404
from tracking.layouts.words import ROWS
from tracking.shell import for_overseers, organisers_page


@for_overseers
def new_layout(request: HttpRequest) -> HttpResponse:
    """First what its rows are about: the columns follow from that."""
    rows = request.GET.get("rows", "")
    if rows not in set(ROWS):
        return _page(request, "rows", {"kinds": ROWS.items()})
    form = LayoutForm(
        request.POST or None,
        rows=RowsOf(rows),
        viewer=cast(User, request.user),
        initial=_first_columns(RowsOf(rows)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_new(design=form.design(), by=_viewer(request), now=timezone.now())
        except LayoutRefusal as refused:
            messages.error(request, said(refused))
        else:
            messages.success(request, _("Saved. This is the report."))
            return redirect("tracking:report", saved.public_id)
    return _page(request, "edit", {"form": form}, status=422 if form.errors else 200)


@for_overseers
def edit_layout(request: HttpRequest, key: str) -> HttpResponse:
    saved = _changeable_or_404(request, key)
    layout = layout_in(saved)
    form = LayoutForm(
        request.POST or None, rows=layout.rows, viewer=cast(User, request.user), initial=drawn(layout, saved)
    )
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            save_changed(
                saved=saved, design=form.design(), version=version, by=_viewer(request), now=timezone.now()
            )
        except ChangedMeanwhile as refused:
            form.add_error(None, said(refused))
            typed = request.POST.copy()
            typed["version"] = str(saved.version)
            form.data = typed
        except LayoutRefusal as refused:
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("Saved. This is the report."))
            return redirect("tracking:report", saved.public_id)
    return _page(request, "edit", {"form": form, "saved": saved}, status=422 if form.errors else 200)


@for_overseers
@require_POST
def copy(request: HttpRequest, key: str) -> HttpResponse:
    layout = layout_or_404(request, key)
    try:
        saved = copy_layout(layout=layout, by=_viewer(request), now=timezone.now())
    except LayoutRefusal as refused:
        messages.error(request, said(refused))
        return redirect("tracking:report", key)
    messages.success(request, _("Copied. This one is yours to change."))
    return redirect("tracking:edit_layout", saved.public_id)


@for_overseers
def remove(request: HttpRequest, key: str) -> HttpResponse:
    saved = _changeable_or_404(request, key)
    if request.method == "POST":
        remove_layout(saved=saved, by=_viewer(request))
        messages.success(request, _("Removed. What was frozen of it stays."))
        return redirect("tracking:layouts")
    return _page(request, "remove", {"saved": saved})


def _first_columns(rows: RowsOf) -> dict[str, int]:
    keys = {
        RowsOf.UNITS: ("number", "unit", "owed", "finished", "share_finished", "late"),
        RowsOf.PEOPLE: ("number", "name", "post", "cell", "course", "due"),
        RowsOf.CLASSES: ("course", "began", "due", "owed", "finished"),
    }[rows]
    return {f"column_{key}": number for number, key in enumerate(keys, start=1)}


def _viewer(request: HttpRequest) -> User:
    return cast(User, request.user)


def _changeable_or_404(request: HttpRequest, key: str) -> ReportLayout:
    saved = saved_layout(_viewer(request), key)
    if saved is None or not may_change(saved, _viewer(request)):
        raise Http404
    return saved


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    template = f"tracking/building/{name}.html"
    return organisers_page(request, template, context, place="reporting", status=status)
