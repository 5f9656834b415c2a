"""A question's versions and use, two of them side by side, what waits for checking, what a draw finds."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from media.regulations.models import Regulation
from quizzes.authoring.access import AuthorRequest, for_authors
from quizzes.authoring.forms import CheckingForm, DrawForm
from quizzes.authoring.keys import NotWaiting, Refused, approve, refuse, why_not_approve
from quizzes.authoring.queries import (
    citations_of,
    draws_bringing,
    questions_listed,
    quizzes_asking,
    quizzes_listed,
    versions_of,
)
from quizzes.authoring.rules import Change, changes, is_anything_changed
from quizzes.bank.checked import CheckedModel
from quizzes.bank.converting import question_of
from quizzes.bank.looking import look_at
from quizzes.bank.models import Question, QuestionVersion
from quizzes.bank.part_labels import label_of, words_of
from quizzes.bank.parts import Part, parts_of
from quizzes.grading.codec import question_from
from quizzes.papers.looking import look_at_quiz, sentence_of_pool
from quizzes.papers.models import Quiz

FOLDER = "quizzes/authoring"


@for_authors
@require_safe
def versions(request: AuthorRequest, pk: int) -> HttpResponse:
    """Who wrote and who checked each version, who met it, where the question is asked, what it cites."""
    question = get_object_or_404(questions_listed(), pk=pk)
    found = list(versions_of(question))
    quizzes = list(quizzes_asking(question))
    context = {
        "question": question,
        "versions": found,
        "pairs": [(version.number, found[n + 1].number) for n, version in enumerate(found[:-1])],
        "quizzes": quizzes,
        "draws": draws_bringing(question),
        "citations": citations_of(question),
        "replaced": Regulation.Status.REPLACED,
        "is_retired": question.state == Question.State.RETIRED,
        "still_asked": [quiz for quiz in quizzes if quiz.live],
        **_heading(question, _("Versions and use")),
    }
    return render(request, f"{FOLDER}/versions.html", context)


@for_authors
@require_safe
def compare(request: AuthorRequest, pk: int) -> HttpResponse:
    """Two versions side by side, by their numbers `a` and `b`; the two newest where none are asked for."""
    question = get_object_or_404(questions_listed(), pk=pk)
    found = {version.number: version for version in versions_of(question)}
    wanted = [_number(request.GET.get(name, "")) for name in ("a", "b")]
    chosen = sorted({number for number in wanted if number in found}) or sorted(found)[-2:]
    if len(chosen) < 2:
        raise Http404
    before, after = found[chosen[0]], found[chosen[-1]]
    context = {
        "question": question,
        "before": before,
        "after": after,
        "numbers": sorted(found),
        **_compared(_parts(before), _parts(after)),
        **_heading(question, _("Compare versions")),
    }
    return render(request, f"{FOLDER}/compare.html", context)


@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def check_question(request: AuthorRequest, pk: int) -> HttpResponse:
    """What waits for checking: as a learner sees it, its key, what changed; to approve or to send back."""
    question = get_object_or_404(questions_listed(), pk=pk)
    latest = question.get_latest_revision_as_object()
    content = question_of(latest.body)
    after = parts_of(content) if content else []
    before = _parts(question.current) if question.current else []
    context = {"seen": look_at(latest), "before": question.current, **_compared(before, after)}
    return _check(request, question, context, f"{FOLDER}/check_question.html")


@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def check_quiz(request: AuthorRequest, pk: int) -> HttpResponse:
    """A quiz that waits for checking, with one paper of it."""
    quiz = get_object_or_404(quizzes_listed(), pk=pk)
    latest = quiz.get_latest_revision_as_object()
    context: dict[str, Any] = {"quiz": latest, "seen": look_at_quiz(latest)}
    if quiz.live_revision_id and quiz.live_revision_id != quiz.latest_revision_id:
        name = Quiz.snippet_viewset.get_url_name("revisions_compare")
        context["compare"] = reverse(name, args=[quiz.pk, quiz.live_revision_id, quiz.latest_revision_id])
    return _check(request, quiz, context, f"{FOLDER}/check_quiz.html")


def _check(request: AuthorRequest, obj: CheckedModel, context: dict[str, Any], template: str) -> HttpResponse:
    is_refusing = request.POST.get("action") == "refuse"
    form = CheckingForm(request.POST or None, is_refusing=is_refusing)
    if request.method == "POST" and form.is_valid():
        act = refuse if is_refusing else approve
        try:
            act(obj=obj, by=request.user, comment=form.cleaned_data["comment"])
        except Refused as refusal:
            messages.error(request, str(refusal.sentence))
        else:
            messages.success(request, _("Sent back to its author.") if is_refusing else _("Checked."))
            return redirect(obj.snippet_viewset.get_url_name("list"))
    why_not = why_not_approve(obj, request.user)
    state = obj.current_workflow_state
    context |= {
        "form": form,
        "refusal": why_not.sentence if why_not else "",
        "is_waiting": not isinstance(why_not, NotWaiting),
        "sent_by": state.requested_by if state else None,
        "sent_at": state.created_at if state else None,
        **_heading(obj, _("Check")),
    }
    return render(request, template, context, status=422 if form.errors else 200)


@for_authors
@require_safe
def pool(request: HttpRequest) -> JsonResponse:
    """Whether the bank can fill a draw, as a sentence for the editor of a quiz."""
    form = DrawForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"said": "", "fills": True})
    free = form.free()
    said = sentence_of_pool(form.cleaned_data["count"], free)
    return JsonResponse({"said": said[:1].upper() + said[1:], "fills": free >= form.cleaned_data["count"]})


def _parts(version: QuestionVersion) -> list[Part]:
    return parts_of(question_from(version.content))


def _compared(before: list[Part], after: list[Part]) -> dict[str, Any]:
    found = changes([_spoken(part) for part in before], [_spoken(part) for part in after])
    return {
        "rows": [{"change": change, "label": label_of(change.part)} for change in found],
        "is_changed": is_anything_changed(found),
        "key_changes": _key_changes(found),
    }


def _key_changes(found: list[Change]) -> list[str]:
    return [label_of(change.part) for change in found if change.key_changed]


def _spoken(part: Part) -> Part:
    """Settings in words, so that they are compared as they are read."""
    return Part(part.key, part.code, words_of(part), part.share, part.place, part.is_ordered)


def _heading(obj: Any, title: str) -> dict[str, Any]:
    viewset = obj.snippet_viewset
    return {
        "page_title": title,
        "breadcrumbs_items": [
            {"url": reverse(viewset.get_url_name("list")), "label": str(viewset.menu_label)},
            {"url": reverse(viewset.get_url_name("edit"), args=[obj.pk]), "label": str(obj)},
            {"url": None, "label": title},
        ],
        "header_icon": viewset.icon,
    }


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
