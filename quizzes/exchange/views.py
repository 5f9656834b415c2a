"""Screens on which files of questions are brought in and taken out."""

from collections.abc import Callable
from functools import wraps
from mimetypes import guess_type
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from quizzes.bank.rules import label_of
from quizzes.exchange.actions import (
    CannotUndo,
    NothingChosen,
    WrittenAlready,
    keep_file,
    picture_of,
    reading_of,
    take_out,
    undo_import,
    write_questions,
)
from quizzes.exchange.formats import sheet
from quizzes.exchange.forms import BringInForm, SendQuestionsForm, TakeOutForm
from quizzes.exchange.models import QuestionImport
from quizzes.exchange.presenting import shown_drafts, shown_findings
from quizzes.exchange.queries import imports_of, standing_against_undoing
from quizzes.exchange.registry import FORMATS

FILES_A_PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
View = Callable[..., HttpResponse]


def for_authors(view: View) -> View:
    """For whoever may add questions; to everybody else there is nothing here."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("quizzes.add_question"):
            raise Http404
        return view(request, *args, **kwargs)

    return shown


@for_authors
def index(request: HttpRequest) -> HttpResponse:
    """The form to send a file, the template, and the files sent before."""
    form = SendQuestionsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = keep_file(
            data=file.read(),
            name=file.name,
            format_=form.cleaned_data["chosen"],
            by=_account(request),
            now=timezone.now(),
        )
        return redirect("question_files:file", kept.public_id)
    context = {
        "form": form,
        "formats": FORMATS.values(),
        "files": Paginator(imports_of(_account(request)), FILES_A_PAGE).get_page(request.GET.get("p")),
        **_frame(_("Bring questions in"), "upload"),
    }
    return render(request, "quizzes/exchange/index.html", context, status=422 if form.is_bound else 200)


@for_authors
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The paper as typed beside the questions as they will be; then bring the chosen ones in."""
    sent = _file(request, public_id)
    if sent.state != QuestionImport.State.SENT:
        return render(request, "quizzes/exchange/written.html", _told(sent))
    reading = reading_of(sent)
    usable = [draft.number for draft in reading.drafts if draft.is_usable]
    form = BringInForm(request.POST or None, numbers=usable)
    if request.method == "POST" and form.is_valid():
        return _bring_in(request, sent, form, reading)
    chosen = (
        {int(one) for one in request.POST.getlist("numbers") if one.isdecimal()} if form.is_bound else None
    )
    context = {
        "file": sent,
        "format": FORMATS[sent.format],
        "form": form,
        "drafts": shown_drafts(sent, reading, chosen),
        "findings": shown_findings(reading.findings),
        "usable": len(usable),
        "has_sections": any(draft.category for draft in reading.drafts),
        **_frame(sent.name, "doc-full", _index_crumb()),
    }
    return render(request, "quizzes/exchange/file.html", context, status=422 if form.is_bound else 200)


def _bring_in(request: HttpRequest, sent: QuestionImport, form: BringInForm, reading: Any) -> HttpResponse:
    try:
        with transaction.atomic():
            count = write_questions(
                sent=sent,
                reading=reading,
                numbers={int(one) for one in form.cleaned_data["numbers"]},
                category=form.shelf(),
                by_section=form.cleaned_data["by_section"],
                by=_account(request),
                now=timezone.now(),
            )
    except WrittenAlready:
        messages.info(request, _("This file has been brought in already; nothing changes."))
    except NothingChosen:
        messages.error(request, _("None of the chosen questions can be brought in."))
    else:
        told = ngettext(
            "%(count)s question has been brought in as a draft.",
            "%(count)s questions have been brought in as drafts.",
            count,
        )
        messages.success(request, told % {"count": count})
    return redirect("question_files:file", sent.public_id)


@for_authors
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask first, with what stands against it; then take the whole file back."""
    sent = get_object_or_404(
        imports_of(_account(request)), public_id=public_id, state=QuestionImport.State.WRITTEN
    )
    if request.method == "POST":
        try:
            count = undo_import(sent=sent, by=_account(request), now=timezone.now())
        except CannotUndo:
            return redirect("question_files:undo", public_id)
        messages.success(
            request, _("%(count)s questions have been taken out of the bank again.") % {"count": count}
        )
        return redirect("question_files:file", public_id)
    context = {
        "file": sent,
        "against": standing_against_undoing(sent),
        "count": sent.questions.count(),
        **_frame(_("Take the file back"), "undo", _index_crumb()),
    }
    return render(request, "quizzes/exchange/undo.html", context)


@for_authors
@require_GET
def picture(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    """A picture of a file that has not been brought in yet."""
    content = picture_of(_file(request, public_id), name)
    kind = guess_type(name)[0] or ""
    if content is None or not kind.startswith("image/") or "svg" in kind:
        raise Http404
    answer = HttpResponse(content, content_type=kind)
    answer["Cache-Control"] = "private, max-age=3600"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@for_authors
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    return _download(sheet.template(), "mau-cau-hoi.xlsx", XLSX)


@for_authors
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Choose, see what cannot be carried, download."""
    form = TakeOutForm(request.GET if "format" in request.GET else None, initial={"format": "docx"})
    context: dict[str, Any] = {"form": form, **_frame(_("Take questions out"), "download")}
    if not form.is_bound or not form.is_valid():
        return render(request, "quizzes/exchange/export.html", context, status=422 if form.is_bound else 200)
    format_ = FORMATS[form.cleaned_data["format"]]
    taken = take_out(category=form.shelf(), format_=format_, checked_alone=not form.cleaned_data["drafts"])
    if "download" in request.GET and taken.drafts:
        name = f"cau-hoi-{timezone.localdate():%Y-%m-%d}.{taken.written.extension.lstrip('.')}"
        return _download(taken.written.data, name, taken.written.content_type)
    names = {str(draft.number): draft for draft in taken.drafts}
    context |= {
        "format": format_,
        "count": len(taken.drafts),
        "losses": [
            {"number": one.place, "name": _name_of(names.get(one.place)), "found": shown_findings([one])[0]}
            for one in taken.written.losses
        ],
        "query": request.GET.urlencode(),
        "is_chosen": True,
    }
    return render(request, "quizzes/exchange/export.html", context)


def _name_of(draft: Any) -> str:
    return (draft.name or label_of(draft.question.prompt)) if draft and draft.question else ""


def _told(sent: QuestionImport) -> dict[str, Any]:
    return {
        "file": sent,
        "format": FORMATS.get(sent.format),
        "questions": sent.questions.select_related("question__category"),
        **_frame(sent.name, "doc-full", _index_crumb()),
    }


def _download(data: bytes, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=content_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _account(request: HttpRequest) -> User:
    return cast(User, request.user)


def _file(request: HttpRequest, public_id: UUID) -> QuestionImport:
    return get_object_or_404(imports_of(_account(request)), public_id=public_id)


def _index_crumb() -> dict[str, str]:
    return {"url": reverse("question_files:index"), "label": _("Bring questions in")}


def _frame(title: str, icon: str, *crumbs: dict[str, str]) -> dict[str, Any]:
    return {
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [*crumbs, {"url": None, "label": title}],
    }
