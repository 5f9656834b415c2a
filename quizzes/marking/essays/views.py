"""The queue of essays, an essay on the desk, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from quizzes.attempts.models import AttemptQuestion
from quizzes.bank.presenting import rich
from quizzes.bank.queries import contents_of
from quizzes.marking.essays import actions, presenting, queries
from quizzes.marking.essays.forms import MarkByTwoForm, MarkForm, QueueForm, RewriteForm, day_to_rewrite
from quizzes.marking.essays.refusals import sentence_for
from quizzes.marking.frame import FOLDER, PAGE, OfficeRequest, frame_of, queue_crumb
from quizzes.marking.models import EssayMark
from quizzes.marking.queries import (
    DECIDERS,
    MARKERS,
    Marker,
    called,
    essays_seen_by,
    files_seen_by,
    overseen_among,
    rubric_of,
)
from quizzes.marking.rules import Stage

SCREEN = "marking"


@for_roles(*MARKERS)
@require_safe
def queue(request: OfficeRequest) -> HttpResponse:
    """What waits for the viewer, what has waited longest first."""
    marker, now = Marker.of(request.user), timezone.now()
    form = QueueForm(request.GET, marker=marker)
    wish = form.wish() if form.is_valid() else queries.Wish()
    waiting = queries.for_the_queue(queries.essays_wished(marker, wish))
    page = Paginator(waiting, PAGE).get_page(request.GET.get("p"))
    rows = queries.queue_rows(marker, list(page), now)
    _note_readings(request, [row.learner_id for row in rows if row.is_named])
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "counts": presenting.counts_in_words(queries.counts_by_stage(marker, wish), request.GET),
        "stages": presenting.STAGES,
        "query": presenting.without_page(request.GET),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        **frame_of(_("Marking"), marker),
    }
    return render(request, f"{FOLDER}/queue.html", context, status=200 if form.is_valid() else 422)


@for_roles(*MARKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def essay(request: OfficeRequest, number: int) -> HttpResponse:
    """An essay to read and to mark; a draft is kept, or the mark is given."""
    marker, now = Marker.of(request.user), timezone.now()
    asked = _essay(marker, number)
    if request.method != "POST":
        return _sheet(request, marker, asked, _mark_form(marker, asked))
    is_draft = request.POST.get("do") == "draft"
    form = _mark_form(marker, asked, data=request.POST, is_draft=is_draft)
    if not form.is_valid():
        return _sheet(request, marker, asked, form, status=422)
    try:
        if is_draft:
            actions.keep_draft(asked=asked, marker=marker, given=form.given(), now=now)
            messages.success(request, _("Your draft is kept. Nobody but you sees it."))
            return redirect("marking:essay", number)
        verdict = actions.give_mark(
            asked=asked, marker=marker, given=form.given(), now=now, read=form.read_at()
        )
    except actions.CannotMark as refusal:
        return _refused(request, marker, number, form, refusal)
    messages.success(request, presenting.said_of(verdict))
    return redirect("marking:queue")


def _refused(
    request: OfficeRequest, marker: Marker, number: int, form: MarkForm, refusal: actions.CannotMark
) -> HttpResponse:
    """The page as it stands now, with what was typed."""
    asked = _essay(marker, number)
    if isinstance(refusal, actions.AnswerChanged):
        messages.warning(request, sentence_for(refusal))
        return redirect("marking:essay", number)
    form.add_error(None, sentence_for(refusal))
    return _sheet(request, marker, asked, form, status=409)


@for_roles(*MARKERS)
@require_POST
def claim(request: OfficeRequest, number: int) -> HttpResponse:
    marker = Marker.of(request.user)
    try:
        actions.claim_essay(asked=_essay(marker, number), marker=marker, now=timezone.now())
    except actions.CannotMark as refusal:
        messages.error(request, sentence_for(refusal))
    return redirect("marking:essay", number)


@for_roles(*MARKERS)
@require_POST
def release(request: OfficeRequest, number: int) -> HttpResponse:
    marker = Marker.of(request.user)
    actions.release_essay(asked=_essay(marker, number), marker=marker)
    messages.success(request, _("The essay is back in the queue. Your draft is kept."))
    return redirect("marking:queue")


@for_roles(*MARKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: OfficeRequest, number: int) -> HttpResponse:
    """Return an essay without a mark, to be written again."""
    marker = Marker.of(request.user)
    asked = _essay(marker, number)
    form = RewriteForm(request.POST or None, initial={"until": day_to_rewrite()})
    if form.is_valid():
        try:
            actions.ask_rewriting(
                asked=asked,
                marker=marker,
                request=form.cleaned_data["request"],
                until=form.last_moment(),
                now=timezone.now(),
            )
        except actions.CannotMark as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, _("The essay was returned, and its learner has one more attempt."))
            return redirect("marking:queue")
    title = _("Ask to write again: %(whose)s") % {"whose": _called(marker, asked)}
    _note_readings(request, [asked.attempt.learner_id])
    context = {
        "form": form,
        **frame_of(title, marker, queue_crumb(), (reverse("marking:essay", args=[number]), _("Essay"))),
    }
    return render(request, f"{FOLDER}/rewrite.html", context, status=422 if form.is_bound else 200)


@for_roles(*MARKERS)
@require_safe
def file(request: OfficeRequest, file_id: Any) -> HttpResponseBase:
    """A file handed in with an essay, to save; never shown by the browser as a page of ours."""
    found = get_object_or_404(
        files_seen_by(Marker.of(request.user)).select_related("asked__attempt"), pk=file_id
    )
    _note_readings(request, [found.asked.attempt.learner_id])
    answer = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)
    answer["Cache-Control"] = "private, no-store"
    return answer


@for_roles(*DECIDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def by_two(request: OfficeRequest) -> HttpResponse:
    """Which quizzes and questions two people mark."""
    form = MarkByTwoForm(request.POST or None)
    if form.is_valid():
        form.set(by=request.user)
        messages.success(request, _("Two people mark these essays from now on."))
        return redirect("marking:by_two")
    context = {
        "form": form,
        "rules": queries.second_markings(),
        **frame_of(_("Marking by two"), Marker.of(request.user), queue_crumb()),
    }
    return render(request, f"{FOLDER}/by_two.html", context, status=422 if form.is_bound else 200)


@for_roles(*DECIDERS)
@require_POST
def by_one(request: OfficeRequest, rule_id: int) -> HttpResponse:
    actions.mark_by_one(rule=get_object_or_404(queries.second_markings(), pk=rule_id))
    messages.success(request, _("One marker is enough there again."))
    return redirect("marking:by_two")


def _essay(marker: Marker, number: int) -> AttemptQuestion:
    related = essays_seen_by(marker).select_related("attempt__quiz", "attempt__learner", "version")
    return get_object_or_404(related, pk=number)


def _called(marker: Marker, asked: AttemptQuestion) -> str:
    learner = asked.attempt.learner
    is_named = learner.pk in overseen_among(marker, [learner.pk])
    return called(asked.pk, learner.full_name, is_named=is_named)


def _mark_form(
    marker: Marker, asked: AttemptQuestion, *, data: Any = None, is_draft: bool = False
) -> MarkForm:
    return MarkForm(
        data,
        lines=rubric_of(asked),
        mark=_own(marker, asked),
        read=asked.answered_at,
        is_draft=is_draft,
    )


def _own(marker: Marker, asked: AttemptQuestion) -> EssayMark | None:
    return queries.own_mark(marker, queries.marking_of(asked))


def _sheet(
    request: OfficeRequest, marker: Marker, asked: AttemptQuestion, form: MarkForm, status: int = 200
) -> HttpResponse:
    """An essay is its learner's own words: whoever opens it has read her data, named or not."""
    marking, now = queries.marking_of(asked), timezone.now()
    question = contents_of([asked.version_id])[asked.version_id]
    is_claimed = marking is not None and queries.is_claimed_at(marking, now)
    is_hers = bool(marking and is_claimed and marking.claimed_by_id == request.user.pk)
    own = queries.own_mark(marker, marking)
    waits = queries.essays_waiting(marker).filter(pk=asked.pk).exists()
    _note_readings(request, [asked.attempt.learner_id])
    context = {
        "asked": asked,
        "form": form,
        "prompt": rich(question.prompt),
        "limits": presenting.limits_of(question),
        "essay": presenting.essay_of(asked),
        "files": asked.files.all(),
        "marking": marking,
        "stage": presenting.STAGES[Stage(marking.stage if marking else Stage.FIRST)],
        "allowed": queries.allowed_percent_for(asked),
        "waits": waits,
        "is_hers": is_hers or form.is_bound,
        "other_marker": marking.claimed_by if marking and is_claimed and not is_hers else None,
        "draft": own if own and own.place is None else None,
        "marks": presenting.marks_in_words(queries.marks_shown_to(marker, marking), form.lines),
        **frame_of(_called(marker, asked), marker, queue_crumb()),
    }
    return render(request, f"{FOLDER}/essay.html", context, status=status)


def _note_readings(request: OfficeRequest, people: list[int]) -> None:
    record_readings(reader=request.user, people=set(people), screen=SCREEN, now=timezone.now())
