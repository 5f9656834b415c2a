"""Statements on the screen and as a file. Whoever is told a name there has read that person's data."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import log

from media.desk.frame import OfficeRequest, for_whom_may, frame_of
from media.desk.statements.forms import LookForm, VoidForm
from media.desk.statements.presenting import reason_of, row_of, rows_of, whole
from media.desk.statements.queries import overseen_among, overseen_in, titles_of
from media.statements.actions import VOIDED, CannotVoid, void_statement
from media.statements.exporting import statements_as_lines
from media.statements.models import Statement
from media.statements.queries import Mark, Page, all_statements, statements_page, statements_streamed
from organisations.oversight.actions import record_readings

FOLDER = "media/desk/statements"
ICON = "list-ul"
SCREEN = "statements"
VIEW, VOID = "media.view_statement", "media.void_statement"


@for_whom_may(VIEW)
@require_safe
def index(request: OfficeRequest) -> HttpResponse:
    """The latest statements, found by content, verb and day; as many queries however many there are."""
    form = LookForm(request.GET)
    page = Page()
    if form.is_valid():
        page = statements_page(form.wish(), after=Mark.read(request.GET.get("after", "")))
    named = overseen_among(request.user, [one.learner_id for one in page.rows])
    _note_readings(request, named)
    asked = _asked(request.GET)
    context = {
        "form": form,
        "rows": rows_of(page.rows, named, titles_of([one.activity for one in page.rows])),
        "asked": asked.urlencode(),
        "older": page.older and _asked(request.GET, after=str(page.older)).urlencode(),
        "is_first": "after" not in request.GET,
        **frame_of(_title(), ICON),
    }
    return render(request, f"{FOLDER}/index.html", context, status=200 if form.is_valid() else 422)


@for_whom_may(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One of them whole; whoever may, voids it here."""
    found = get_object_or_404(all_statements(), pk=public_id)
    may_void = request.user.has_perm(VOID)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and not may_void:
        return redirect("statement_desk:statement", public_id)
    if request.method == "POST" and form.is_valid():
        return _void(request, found, form.cleaned_data["reason"], timezone.now())
    named = overseen_among(request.user, [found.learner_id])
    _note_readings(request, named)
    is_named = found.learner_id in named
    row = row_of(found, is_named=is_named, titles=titles_of([found.activity]))
    context = {
        "row": row,
        "reason": reason_of(found),
        "whole": whole(found, is_named=is_named),
        "voids": found.voids,
        "form": form,
        "may_void": may_void and not row.is_voided and found.verb != VOIDED,
        **frame_of(_("Statement"), ICON, (reverse("statement_desk:index"), _title())),
    }
    is_wrong = request.method == "POST"
    return render(request, f"{FOLDER}/statement.html", context, status=422 if is_wrong else 200)


def _void(request: OfficeRequest, found: Statement, reason: str, now: datetime) -> HttpResponse:
    try:
        void_statement(statement=found, reason=reason, by=request.user, now=now)
    except CannotVoid:
        messages.error(request, _("This statement is void already, or voids another one itself."))
    else:
        messages.success(request, _("The statement is void. It stays, and what was reached stays too."))
    return redirect("statement_desk:statement", found.pk)


@for_whom_may(VIEW)
@require_safe
def export(request: OfficeRequest) -> HttpResponseBase:
    """The same statements as JSON lines, streamed."""
    form = LookForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('statement_desk:index')}?{request.GET.urlencode()}")
    wish = form.wish()
    named = overseen_in(request.user, wish)
    _note_readings(request, named)
    filters = {name: value for name, value in request.GET.items() if value}
    log(instance=request.user, action="media.export_statements", user=request.user, data={"filters": filters})
    lines = statements_as_lines(statements_streamed(wish), named=lambda one: one.learner_id in named)
    name = f"ban-ghi-xapi-{timezone.localdate():%Y-%m-%d}.jsonl"
    return StreamingHttpResponse(
        lines,
        content_type="application/x-ndjson; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _note_readings(request: OfficeRequest, people: Iterable[int]) -> None:
    record_readings(reader=request.user, people=set(people), screen=SCREEN, now=timezone.now())


def _title() -> str:
    return _("Statements (xAPI)")


def _asked(query: QueryDict, **turned: str) -> Any:
    asked = query.copy()
    asked.pop("after", None)
    for name, value in turned.items():
        asked[name] = value
    return asked
