"""Screens by which lecturers improve quizzes; figures of everybody together, never of somebody."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quizzes.analysis import words
from quizzes.analysis.actions import fresh_figures, refresh_list
from quizzes.analysis.files import items_as_csv, items_as_xlsx
from quizzes.analysis.guards import for_readers_of_questions
from quizzes.analysis.models import Counted
from quizzes.analysis.presenting import (
    ItemRow,
    address_if_there,
    gapped,
    item_rows,
    question_page,
    quiz_page,
)
from quizzes.analysis.queries import (
    all_questions,
    all_quizzes,
    analysed_quizzes,
    names_of,
    question_figures,
)
from quizzes.analysis.summary import QuizFigures, sorted_items
from quizzes.bank.presenting import rich
from quizzes.bank.queries import contents_of
from quizzes.papers.models import Quiz

FOLDER = "quizzes/analysis"
QUIZZES_A_PAGE = 30
ALL = "tat-ca"
"""What an address says where all attempts are counted, not the first ones alone."""
SORT_NAMES = {
    "facility": "do-de",
    "discrimination": "phan-biet",
    "answered": "tra-loi",
    "seconds": "thoi-gian",
    "urgency": "nhan-dinh",
}
FIRST_DOWN = {"urgency"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_readers_of_questions
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every quiz that has been marked, those attempted last first."""
    page = Paginator(analysed_quizzes(), QUIZZES_A_PAGE).get_page(request.GET.get("trang"))
    figures = refresh_list(quizzes=list(page))
    rows = [(quiz, *_of_quiz(figures.get(quiz.pk))) for quiz in page]
    return _show(request, "index", _("Quiz statistics"), [], {"rows": rows, "page": page})


def _of_quiz(figures: QuizFigures | None) -> tuple[Any, ...]:
    """Attempts, mean, reliability and how many questions to look at; nothing for what is not worked out."""
    if figures is None:
        return (None,)
    return (
        figures,
        words.count(figures.attempts),
        words.percent_measure(figures.mean, is_of_hundred=True),
        words.decimal_measure(figures.reliability.measure),
    )


@for_readers_of_questions
@require_safe
def quiz(request: HttpRequest, quiz_id: int) -> HttpResponse:
    found = get_object_or_404(all_quizzes(), pk=quiz_id)
    counted, wish = _counted(request), request.GET.get("xep", "")
    figures = fresh_figures(quiz=found, counted=counted)
    context = {
        "quiz": found,
        "all": figures,
        "counts_all": counted == Counted.ALL,
        "rows": _rows(figures, wish),
        "columns": _columns(request, wish),
        "query": request.GET.urlencode(),
        "edit_address": address_if_there("wagtailsnippets_quizzes_quiz:edit", found.pk),
        **quiz_page(figures, found.pass_percent),
    }
    return _show(request, "quiz", found.title, [(_("Quiz statistics"), "analysis:index")], context)


@for_readers_of_questions
@require_safe
def quiz_csv(request: HttpRequest, quiz_id: int) -> StreamingHttpResponse:
    found, rows = _rows_of_file(request, quiz_id)
    return StreamingHttpResponse(
        items_as_csv(rows), content_type="text/csv; charset=utf-8", headers=_attached(found, "csv")
    )


@for_readers_of_questions
@require_safe
def quiz_xlsx(request: HttpRequest, quiz_id: int) -> HttpResponse:
    found, rows = _rows_of_file(request, quiz_id)
    return HttpResponse(items_as_xlsx(found.title, rows), content_type=XLSX, headers=_attached(found, "xlsx"))


@for_readers_of_questions
@require_safe
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    found = get_object_or_404(all_questions(), pk=question_id)
    counted, version = _counted(request), request.GET.get("ban", "")
    figures = question_figures(found, counted, int(version) if version.isdecimal() else None)
    if figures is None and version:
        raise Http404
    context: dict[str, Any] = {
        "question": found,
        "found": figures,
        "counts_all": counted == Counted.ALL,
        "edit_address": address_if_there("wagtailsnippets_quizzes_question:edit", found.pk),
        "regrade_address": address_if_there("marking:correct", found.pk),
    }
    if figures:
        content = contents_of([figures.shown.version_id])[figures.shown.version_id]
        context |= question_page(figures, content)
        context |= {"prompt": rich(content.prompt), "gapped": rich(gapped(content))}
    return _show(request, "question", str(found), [(_("Quiz statistics"), "analysis:index")], context)


def _show(
    request: HttpRequest, name: str, title: str, above: list[tuple[str, str]], context: dict[str, Any]
) -> HttpResponse:
    crumbs = [{"url": reverse(address), "label": label} for label, address in above]
    shell = {
        "page_title": title,
        "breadcrumbs_items": [*crumbs, {"url": None, "label": title}],
        "header_icon": "order",
    }
    return render(request, f"{FOLDER}/{name}.html", {**shell, **context})


def _counted(request: HttpRequest) -> str:
    return Counted.ALL if request.GET.get("luot") == ALL else Counted.FIRST


def _rows(figures: QuizFigures, wish: str) -> list[ItemRow]:
    """The table of questions in the order asked for; without a wish, what is urgent first."""
    written = {said: name for name, said in SORT_NAMES.items()}
    name = written.get(wish.removeprefix("-"), "")
    order = f"{'-' if wish.startswith('-') else ''}{name}" if name else "-urgency"
    names = names_of([item.question_id for item in figures.items])
    return item_rows(sorted_items(figures.items, order), names)


def _columns(request: HttpRequest, wish: str) -> list[tuple[str, str, str]]:
    """The headings that sort: their words, where they lead, and how the column stands for `aria-sort`."""
    labels = {
        "facility": _("Facility"),
        "discrimination": _("Discrimination"),
        "answered": _("Answered"),
        "seconds": _("Time"),
        "urgency": _("Verdict"),
    }
    columns = []
    for name, label in labels.items():
        said = SORT_NAMES[name]
        up, down = said, f"-{said}"
        first, second = (down, up) if name in FIRST_DOWN else (up, down)
        query = request.GET.copy()
        query["xep"] = second if wish == first else first
        standing = {up: "ascending", down: "descending"}.get(wish, "")
        columns.append((label, query.urlencode(), standing))
    return columns


def _rows_of_file(request: HttpRequest, quiz_id: int) -> tuple[Quiz, list[ItemRow]]:
    found = get_object_or_404(all_quizzes(), pk=quiz_id)
    figures = fresh_figures(quiz=found, counted=_counted(request))
    return found, _rows(figures, request.GET.get("xep", ""))


def _attached(quiz: Quiz, ending: str) -> dict[str, str]:
    name = f"thong-ke-{quiz.slug or quiz.pk}-{timezone.localdate():%Y-%m-%d}.{ending}"
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
