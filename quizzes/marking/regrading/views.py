"""Corrected keys: which question, what would change, carrying it out, taking it back."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from quizzes.bank.models import Question
from quizzes.marking.frame import FOLDER, PAGE, OfficeRequest, frame_of, queue_crumb
from quizzes.marking.models import Regrading
from quizzes.marking.queries import DECIDERS, Marker, questions_answered
from quizzes.marking.regrading import actions, queries, tasks
from quizzes.marking.regrading.files import changes_as_csv
from quizzes.marking.regrading.forms import ApplyForm, CorrectingForm, UndoForm

SCREEN = "marks"
AT_ONCE = 40
"""More than this is left to the background worker."""
SECONDS_BETWEEN_LOOKS = 2


@for_roles(*DECIDERS)
@require_safe
def regradings(request: OfficeRequest) -> HttpResponse:
    """What was marked anew, and the questions that can be."""
    text = request.GET.get("q", "").strip()[:200]
    questions = Paginator(queries.questions_to_correct(text), PAGE).get_page(request.GET.get("p"))
    context = {
        "text": text,
        "questions": questions,
        "query": QueryDict(f"q={text}").urlencode() if text else "",
        "done": queries.regradings()[:PAGE],
        **frame_of(_("Corrected keys"), Marker.of(request.user), queue_crumb()),
    }
    return render(request, f"{FOLDER}/regradings.html", context)


@for_roles(*DECIDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: OfficeRequest, question_id: int) -> HttpResponse:
    """Who would change, from what to what; and then the deed."""
    marker = Marker.of(request.user)
    question = _question(question_id)
    form = CorrectingForm.asked(request.GET, question=question)
    context: dict[str, Any] = {
        "question": question,
        "form": form,
        "asked": request.GET.urlencode(),
        **frame_of(str(question), marker, queue_crumb(), _list_crumb()),
    }
    if not form.is_valid():
        return render(request, f"{FOLDER}/correct.html", context, status=422)
    plan = queries.plan_of(form.correcting())
    apply_form = ApplyForm(request.POST or None, initial={"shown": plan.digest}, loses=plan.fails > 0)
    if apply_form.is_valid():
        said = apply_form.cleaned_data
        try:
            begun = actions.begin_regrading(
                correcting=form.correcting(), by=request.user, now=timezone.now(), **said
            )
        except actions.CannotRegrade as refusal:
            apply_form = ApplyForm({**request.POST.dict(), "shown": plan.digest}, loses=plan.fails > 0)
            apply_form.add_error(None, _sentence_for(refusal))
        else:
            _work_off(begun)
            return redirect("marking:regrading", begun.public_id)
    page = Paginator(plan.changes, PAGE).get_page(request.GET.get("p"))
    rows = list(queries.named_changes(marker, page))
    _note_readings(request, {row.change.learner_id for row in rows if row.is_named})
    context |= {
        "plan": plan,
        "page": page,
        "rows": rows,
        "apply_form": apply_form,
        "query": _without_page(request.GET),
    }
    return render(request, f"{FOLDER}/correct.html", context, status=422 if apply_form.is_bound else 200)


@for_roles(*DECIDERS)
@require_safe
def correct_csv(request: OfficeRequest, question_id: int) -> HttpResponseBase:
    """The dry run as a file."""
    question = _question(question_id)
    form = CorrectingForm.asked(request.GET, question=question)
    if not form.is_valid():
        return redirect(f"{reverse('marking:correct', args=[question_id])}?{request.GET.urlencode()}")
    rows = list(queries.named_changes(Marker.of(request.user), queries.plan_of(form.correcting()).changes))
    _note_readings(request, {row.change.learner_id for row in rows if row.is_named})
    name = f"cham-lai-cau-{question.pk}-{timezone.localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        changes_as_csv(rows),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@for_roles(*DECIDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def regrading(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """How far a regrading is, what it changed, and taking it back."""
    marker, now = Marker.of(request.user), timezone.now()
    done = _regrading(public_id)
    form = UndoForm(request.POST or None)
    if form.is_valid():
        try:
            actions.begin_undoing(
                regrading=done, reason=form.cleaned_data["reason"], by=request.user, now=now
            )
        except actions.NotApplied as refusal:
            form.add_error(None, _sentence_for(refusal))
        else:
            _work_off(_regrading(public_id))
            return redirect("marking:regrading", public_id)
    page = Paginator(queries.changes_listed(done), PAGE).get_page(request.GET.get("p"))
    rows = queries.change_rows(marker, list(page))
    _note_readings(request, {row.learner_id for row in rows if row.is_named})
    context = {
        "regrading": done,
        "summary": queries.summary_of(done),
        "has_stalled": actions.has_stalled(done, now),
        "page": page,
        "rows": rows,
        "form": form,
        "query": "",
        **frame_of(str(done.question), marker, queue_crumb(), _list_crumb()),
    }
    answer = render(request, f"{FOLDER}/regrading.html", context, status=422 if form.is_bound else 200)
    if done.is_under_way:
        answer["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return answer


@for_roles(*DECIDERS)
@require_POST
def again(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The worker was gone: it goes on from where it stopped."""
    done = _regrading(public_id)
    if actions.has_stalled(done, timezone.now()):
        tasks.work_off.enqueue(done.pk)
    return redirect("marking:regrading", public_id)


def _work_off(regrading: Regrading) -> None:
    if regrading.steps_total > AT_ONCE:
        tasks.work_off.enqueue(regrading.pk)
    else:
        actions.carry_out(regrading=regrading, now=timezone.now())


def _question(question_id: int) -> Question:
    return get_object_or_404(questions_answered().select_related("current"), pk=question_id)


def _regrading(public_id: UUID) -> Regrading:
    return get_object_or_404(queries.regradings(), public_id=public_id)


def _sentence_for(refusal: actions.CannotRegrade) -> str:
    match refusal:
        case actions.ShownIsOutdated():
            return _(
                "Meanwhile somebody has handed in or changed a mark: the list below is the new one."
                " Look at it once more, then carry it out."
            )
        case actions.NothingToChange():
            return _("No mark would change. Choose other versions, or another way to correct.")
        case _:
            return _("It is being worked at, or has been taken back already. Look at its state below.")


def _list_crumb() -> tuple[str, str]:
    return reverse("marking:regradings"), _("Corrected keys")


def _without_page(asked: QueryDict) -> str:
    query = asked.copy()
    query.pop("p", None)
    return query.urlencode()


def _note_readings(request: OfficeRequest, people: set[int]) -> None:
    record_readings(reader=request.user, people=people, screen=SCREEN, now=timezone.now())
