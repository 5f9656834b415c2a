"""Papers for a hall: printed, handed out as files, and what was written on them typed in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import has_role
from organisations.people.models import Person
from quizzes.papers.queries import what_lacks
from quizzes.printing.actions import (
    AnswersUnreadable,
    NoAttemptLeft,
    NothingToPrint,
    TypedAlready,
    correct_result,
    print_paper,
    type_result,
)
from quizzes.printing.forms import CorrectionForm, PrintForm, WhoForm
from quizzes.printing.models import PaperPrint, PaperResult
from quizzes.printing.presenting import Grid, grid_of, seal_of, typed_in
from quizzes.printing.queries import (
    PRINTERS,
    TYPISTS,
    may_have_key,
    prints_seen_by,
    quizzes_to_print,
    results_seen_by,
    slots_of,
)
from quizzes.printing.reading import typed_again
from quizzes.printing.rules import code_of
from quizzes.printing.typesetting import key_pdf, papers_pdf, sheets_pdf

FOLDER = "quizzes/printing"
SCREEN = "papers"
KEY = "dap-an"
FILES = {"de": papers_pdf, "phieu-tra-loi": sheets_pdf, KEY: key_pdf}
printers, typists = for_roles(*PRINTERS), for_roles(*TYPISTS)


class OfficeRequest(HttpRequest):
    """A request that a guard has let in: its user is signed in."""

    user: User


@printers
@require_safe
def index(request: OfficeRequest) -> HttpResponse:
    """Quizzes to print, and what has been printed for the viewer's part of the tree."""
    context = {"quizzes": quizzes_to_print(), "prints": prints_seen_by(request.user)[:100]}
    return _page(request, "index.html", _("Tests on paper"), context)


@printers
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: OfficeRequest, quiz: int) -> HttpResponse:
    """Print a quiz: where, when, how many variants."""
    found = get_object_or_404(quizzes_to_print(), pk=quiz)
    today = timezone.localdate()
    form = PrintForm.for_quiz(found, request.POST or None, viewer=request.user, today=today)
    if form.is_valid():
        try:
            paper = print_paper(quiz=found, by=request.user, now=timezone.now(), **form.fields_of_print())
        except NothingToPrint:
            form.add_error(None, _("The bank cannot fill this quiz now. Its author finds what is missing."))
        else:
            messages.success(request, _("The papers are drawn. Here are the files."))
            return redirect("printing:paper", found.pk, paper.pk)
    context = {"form": form, "quiz": found, "lacks": what_lacks(found)}
    status = 422 if form.is_bound else 200
    return _page(request, "new.html", _("Print a paper"), context, _index_crumb(), status=status)


@printers
@require_safe
def paper(request: OfficeRequest, quiz: int, paper: UUID) -> HttpResponse:
    """The files of a print, and the results that were typed in from it."""
    found = print_or_404(request, quiz, paper)
    results = list(results_seen_by(request.user, found))
    _note_readings(request, [result.attempt.learner_id for result in results])
    context = {
        "paper": found,
        "results": [(result, code_of(result.variant)) for result in results],
        "may_type": has_role(request.user, *TYPISTS),
        "may_have_key": _may_have_key(request, found),
    }
    return _page(request, "paper.html", found.title, context, _index_crumb())


@printers
@require_safe
@never_cache
def file(request: OfficeRequest, quiz: int, paper: UUID, what: str) -> HttpResponse:
    """The papers, the answer sheets or the key, made anew from what was drawn."""
    found = print_or_404(request, quiz, paper)
    if what not in FILES or (what == KEY and not _may_have_key(request, found)):
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        pdf = FILES[what](found)
    name = f"{what}-{slugify(found.quiz.slug or str(found.quiz_id))}-{found.held_on:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@typists
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def type_in(request: OfficeRequest, quiz: int, paper: UUID) -> HttpResponse:
    """Whose paper and which variant; then its answers, their mark, and only then it is kept."""
    found = print_or_404(request, quiz, paper)
    asked = request.POST if request.method == "POST" else request.GET
    form = WhoForm(asked if _names_somebody(asked) else None, paper=found, viewer=request.user)
    if form.is_bound and form.leads_out_of_sight:
        raise Http404
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return _typing_page(request, found, {"form": form, "last": request.GET.get("variant")}, status=status)
    person, variant = form.cleaned_data["person"], form.cleaned_data["variant"]
    _note_readings(request, [person.pk])
    if request.method == "POST":
        return _type(request, found, person, variant)
    return _grid_page(request, found, person, grid_of(found, variant, {}))


def _type(request: OfficeRequest, paper: PaperPrint, person: Person, variant: int) -> HttpResponse:
    """Seen first, then kept: what was changed since it was seen is shown once more."""
    typed = typed_in(request.POST)
    grid = grid_of(paper, variant, typed, is_checked=True)
    is_seen = request.POST.get("seen") == seal_of(variant, typed)
    if grid.problems or "save" not in request.POST or not is_seen:
        return _grid_page(request, paper, person, grid, status=422 if grid.problems else 200)
    try:
        result = type_result(
            paper=paper, variant=variant, learner=person, typed=typed, by=request.user, now=timezone.now()
        )
    except (TypedAlready, NoAttemptLeft, AnswersUnreadable) as refusal:
        return _grid_page(request, paper, person, grid, refusal=refusal, status=409)
    said = _("Kept: %(name)s, %(mark)s.")
    messages.success(request, said % {"name": person.full_name, "mark": _mark(result)})
    where = reverse("printing:type_in", args=[paper.quiz_id, paper.pk])
    return redirect(f"{where}?variant={variant}")


@typists
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def correct(request: OfficeRequest, quiz: int, paper: UUID, result: int) -> HttpResponse:
    """Put a typed result right, and say why."""
    found = print_or_404(request, quiz, paper)
    standing = get_object_or_404(results_seen_by(request.user, found), pk=result)
    person = standing.attempt.learner
    _note_readings(request, [person.pk])
    form = CorrectionForm(request.POST or None, paper=found, initial={"variant": standing.variant})
    if not form.is_bound:
        grid = grid_of(found, standing.variant, _standing_answers(found, standing))
        return _correction_page(request, found, standing, form, grid)
    is_valid = form.is_valid()
    variant = form.cleaned_data.get("variant", standing.variant)
    grid = grid_of(found, variant, typed_in(request.POST), is_checked=True)
    is_seen = request.POST.get("seen") == seal_of(variant, grid.typed)
    if not is_valid or grid.problems or "save" not in request.POST or not is_seen:
        status = 422 if grid.problems or ("save" in request.POST and not is_valid) else 200
        return _correction_page(request, found, standing, form, grid, status=status)
    correct_result(
        result=standing,
        variant=variant,
        typed=grid.typed,
        reason=form.cleaned_data["reason"],
        by=request.user,
        now=timezone.now(),
    )
    standing.attempt.refresh_from_db()
    messages.success(request, _("Put right: %(mark)s.") % {"mark": _mark(standing)})
    return redirect("printing:paper", found.quiz_id, found.pk)


def _standing_answers(paper: PaperPrint, result: PaperResult) -> Mapping[int, str]:
    rows = {row.slot: row for row in result.attempt.questions.all()}
    return {
        slot.number: typed_again(slot, rows[slot.number].response, rows[slot.number].fraction)
        for slot in slots_of(paper, result.variant)
    }


def print_or_404(request: OfficeRequest, quiz: int, paper: UUID) -> PaperPrint:
    seen = prints_seen_by(request.user).defer(None)
    return get_object_or_404(seen, quiz=quiz, pk=paper)


def _may_have_key(request: OfficeRequest, paper: PaperPrint) -> bool:
    return may_have_key(request.user, paper, timezone.localdate())


def _names_somebody(asked: Mapping[str, Any]) -> bool:
    return "person" in asked or "person_text" in asked


def _note_readings(request: OfficeRequest, people: list[int]) -> None:
    record_readings(reader=request.user, people=people, screen=SCREEN, now=timezone.now())


def _mark(result: PaperResult) -> str:
    if result.attempt.percent is None:
        return _("waits for a marker")
    return f"{result.attempt.percent:.0f}%"


# --- Pages --------------------------------------------------------------------------------------


def _grid_page(
    request: OfficeRequest,
    paper: PaperPrint,
    person: Person,
    grid: Grid,
    *,
    refusal: Exception | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "person": person,
        "grid": grid,
        "code": code_of(grid.variant),
        "typed_already": refusal.result if isinstance(refusal, TypedAlready) else None,
        "no_attempt_left": isinstance(refusal, NoAttemptLeft),
    }
    return _typing_page(request, paper, context, template="grid.html", status=status)


def _correction_page(
    request: OfficeRequest,
    paper: PaperPrint,
    result: PaperResult,
    form: CorrectionForm,
    grid: Grid,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "paper": paper,
        "result": result,
        "person": result.attempt.learner,
        "form": form,
        "grid": grid,
        "code": code_of(grid.variant),
        "is_correction": True,
    }
    return _page(
        request,
        "correct.html",
        _("Put a result right"),
        context,
        _index_crumb(),
        _paper_crumb(paper),
        status=status,
    )


def _typing_page(
    request: OfficeRequest,
    paper: PaperPrint,
    context: Mapping[str, Any],
    *,
    template: str = "who.html",
    status: int = 200,
) -> HttpResponse:
    crumbs = (_index_crumb(), _paper_crumb(paper))
    title = _("Type in results")
    return _page(request, template, title, {"paper": paper, **context}, *crumbs, status=status)


def _page(
    request: OfficeRequest,
    template: str,
    title: str,
    context: Mapping[str, Any],
    *crumbs: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    heading = {
        "page_title": title,
        "breadcrumbs_items": [*crumbs, {"url": None, "label": title}],
        "header_icon": "doc-full",
    }
    return render(request, f"{FOLDER}/{template}", {**heading, **context}, status=status)


def _index_crumb() -> dict[str, Any]:
    return {"url": reverse("printing:index"), "label": _("Tests on paper")}


def _paper_crumb(paper: PaperPrint) -> dict[str, Any]:
    return {"url": reverse("printing:paper", args=[paper.quiz_id, paper.pk]), "label": paper.title}
