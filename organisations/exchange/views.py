"""Screens on which lists are brought in and taken out."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from common.downloads import CSV, download
from common.workbooks import XLSX
from organisations.exchange import presenting, tasks
from organisations.exchange.actions import (
    AppliedAlready,
    CannotTakeBack,
    NotChecked,
    RowsRefused,
    begin_again,
    begin_applying,
    has_stalled,
    keep_file,
    reasons_against_taking_back,
    show_rows,
    take_back_file,
)
from organisations.exchange.columns import LAYOUTS
from organisations.exchange.exporting import export_rows
from organisations.exchange.forms import SendListForm, TakeOutForm
from organisations.exchange.models import ImportFile
from organisations.exchange.queries import (
    counts_of,
    files_of,
    files_that_stand,
    rows_of,
    same_file_applied,
    template_choices,
)
from organisations.exchange.store import IMPORTERS
from organisations.exchange.writing.templates import template_of
from organisations.exchange.writing.texts import csv_pieces
from organisations.exchange.writing.workbooks import workbook_pieces
from organisations.oversight.guards import for_roles

ROWS_A_PAGE = 50
FILES_A_PAGE = 20
SECONDS_BETWEEN_LOOKS = 2
ICON = "upload"
OUT = "out_%s"

importers = for_roles(*IMPORTERS)


def _account(request: HttpRequest) -> User:
    return cast(User, request.user)


@importers
def index(request: HttpRequest) -> HttpResponse:
    """Templates, the form to send a list, the form to take one out, and the lists sent before."""
    form = SendListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("exchange:file", _send(form, _account(request)).public_id)
    return _index(request, form, TakeOutForm(auto_id=OUT), status=422 if form.is_bound else 200)


def _index(request: HttpRequest, form: SendListForm, export: TakeOutForm, status: int) -> HttpResponse:
    files = Paginator(files_of(_account(request)), FILES_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "form": form,
        "export": export,
        "files": files,
        "layouts": LAYOUTS.values(),
        **_frame(_("Excel in and out")),
    }
    return render(request, "organisations/exchange/index.html", context, status=status)


def _send(form: SendListForm, by: User) -> ImportFile:
    sent = form.cleaned_data
    kept = keep_file(
        file=sent["file"],
        name=sent["file"].name,
        kind=sent["kind"],
        by=by,
        now=timezone.now(),
        effective_on=sent["effective_on"],
        decision=sent["decision"],
    )
    tasks.check.enqueue(kept.pk)
    return kept


@importers
@require_GET
def file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was found in a list, how far it is, and what can be done with it."""
    sent = _file(request, public_id)
    state = request.GET.get("state", "")
    page = Paginator(rows_of(sent, state), ROWS_A_PAGE).get_page(request.GET.get("p"))
    rows = show_rows(rows=page.object_list, viewer=_account(request), now=timezone.now())
    context = {
        "file": sent,
        "counts": counts_of(sent),
        "state": state,
        "rows": [presenting.shown_row(row, sent.kind) for row in rows],
        "headings": presenting.headings_of(sent.kind),
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "notice": presenting.notice_of(sent),
        "twin": same_file_applied(sent),
        "has_stalled": has_stalled(sent, timezone.now()),
        **_frame(sent.name, _index_crumb()),
    }
    answer = render(request, "organisations/exchange/file.html", context)
    if sent.is_under_way:
        answer["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return answer


@importers
@require_POST
def apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sent = _file(request, public_id)
    try:
        begin_applying(file=sent, now=timezone.now())
        tasks.apply.enqueue(sent.pk)
    except AppliedAlready:
        messages.info(request, _("This file has been written already; nothing changes."))
    except RowsRefused:
        messages.error(request, _("Rows are refused. Mend them in the file and send it again."))
    except NotChecked:
        messages.info(request, _("The file cannot be written now. Look at its state below."))
    return redirect("exchange:file", public_id)


@importers
@require_POST
def again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The worker was gone: what it was to do is done once more."""
    sent = _file(request, public_id)
    try:
        begin_again(file=sent, now=timezone.now())
        (tasks.check if sent.state == ImportFile.State.CHECKING else tasks.apply).enqueue(sent.pk)
    except NotChecked:
        messages.info(request, _("The file is being worked at. Look at its state below."))
    return redirect("exchange:file", public_id)


@importers
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask first, with what stands against it; then take the whole file back."""
    sent = get_object_or_404(files_that_stand(_account(request)), public_id=public_id)
    if request.method == "POST":
        try:
            take_back_file(file=sent, by=_account(request), now=timezone.now())
            messages.success(request, _("The file has been taken back: everything is as it was before."))
        except (CannotTakeBack, NotChecked):
            messages.error(request, _("The file cannot be taken back. See why below."))
            return redirect("exchange:take_back", public_id)
        return redirect("exchange:file", public_id)
    context = {
        "file": sent,
        "counts": counts_of(sent),
        "reasons": reasons_against_taking_back(file=sent),
        **_frame(_("Take the whole file back"), _index_crumb(), _file_crumb(sent)),
    }
    return render(request, "organisations/exchange/take_back.html", context)


@importers
@require_GET
def findings(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The rows as they were sent, each with what was found."""
    sent = _file(request, public_id)
    sent_rows = rows_of(sent).filter(number__gt=0).iterator(chunk_size=1000)
    rows = show_rows(rows=sent_rows, viewer=_account(request), now=timezone.now())
    pieces = workbook_pieces(
        LAYOUTS[sent.kind].title,
        presenting.findings_columns(sent.kind),
        presenting.findings_rows(rows, sent.kind),
        wrapped="result",
    )
    return download(pieces, f"ket-qua-kiem-tra-{sent.kind}.xlsx", XLSX)


@importers
@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponseBase:
    layout = LAYOUTS[kind]
    content = template_of(layout, template_choices(kind))
    return download([content], f"mau-{_slug(kind)}.xlsx", XLSX)


@importers
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """The same columns back, as they stood on a day."""
    form = TakeOutForm(request.GET, auto_id=OUT)
    if not form.is_valid():
        return _index(request, SendListForm(), form, status=422)
    wish = form.cleaned_data
    day = wish["on"] or timezone.localdate()
    layout = LAYOUTS[wish["kind"]]
    rows = export_rows(kind=wish["kind"], viewer=_account(request), on=day, now=timezone.now())
    name = f"{_slug(layout.kind)}-{day:%Y-%m-%d}.{wish['form']}"
    if wish["form"] == "csv":
        return download(csv_pieces(layout.columns, rows), name, CSV)
    return download(workbook_pieces(layout.title, layout.columns, rows), name, XLSX)


def _slug(kind: str) -> str:
    return {"organisations": "to-chuc", "people": "nguoi-va-chuc-vu"}[kind]


def _file(request: HttpRequest, public_id: UUID) -> ImportFile:
    return get_object_or_404(files_of(_account(request)), public_id=public_id)


def _index_crumb() -> dict[str, str]:
    return {"url": reverse("exchange:index"), "label": _("Excel in and out")}


def _file_crumb(sent: ImportFile) -> dict[str, str]:
    return {"url": reverse("exchange:file", args=[sent.public_id]), "label": sent.name}


def _frame(title: str, *crumbs: dict[str, str]) -> dict[str, Any]:
    return {
        "page_title": title,
        "header_icon": ICON,
        "breadcrumbs_items": [*crumbs, {"url": None, "label": title}],
    }
