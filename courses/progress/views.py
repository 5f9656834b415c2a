"""Saving what a learner does: a mark, ticks, evidence from her device, the place she left.

Each address that saves answers a GET by asking for one more tap, so that signing in again in the
middle of a lesson loses nothing.
"""

from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.held import held_form, let_go, sign_in_and_hold
from courses.catalogue.outline import Outline, OutlineLesson
from courses.progress import rules
from courses.progress.actions import (
    NotEnrolled,
    Report,
    keep_place,
    record_evidence,
    record_one,
    save_ticks,
)
from courses.progress.addresses import lesson_address
from courses.progress.forms import BadBatch, MarkForm, PlaceForm, TicksForm, reports_from
from organisations.people.middleware import PersonRequest
from organisations.people.models import Person


@sign_in_and_hold
@lesson_address
def mark(request: PersonRequest, outline: Outline, lesson: OutlineLesson) -> HttpResponse:
    """The button at the end of a lesson: "I have read it", or "mark as learnt"."""
    form = MarkForm(request.POST)
    if not request.person or request.method != "POST" or not form.is_valid():
        return _ask_again(request, outline, lesson)
    report = Report(
        id=_own(request.person, form.cleaned_data["key"], lesson),
        kind=rules.MARKED if lesson.completion == rules.RULE_MARKED else rules.READ,
        lesson_id=lesson.lesson_id,
        happened_at=timezone.now(),
    )
    try:
        record_one(learner=request.person, report=report, now=report.happened_at)
    except NotEnrolled:
        messages.warning(request, _("Please enrol first; then your progress is kept."))
    let_go(request)
    return _back_to(outline, lesson, part="xong")


@sign_in_and_hold
@lesson_address
def ticks(request: PersonRequest, outline: Outline, lesson: OutlineLesson) -> HttpResponse:
    """One checklist of a lesson, sent whole by its button."""
    form = TicksForm(request.POST, items=lesson.checklist_items)
    if not request.person or request.method != "POST" or not form.is_valid():
        return _ask_again(request, outline, lesson)
    try:
        save_ticks(
            learner=request.person,
            lesson=lesson,
            among=form.cleaned_data["among"],
            ticked=frozenset(form.cleaned_data["ticked"]),
            key=_own(request.person, form.cleaned_data["key"], lesson),
            now=timezone.now(),
        )
        messages.success(request, _("Your ticks are saved."))
    except NotEnrolled:
        messages.warning(request, _("Please enrol first; then your progress is kept."))
    let_go(request)
    return _back_to(outline, lesson, part=request.POST.get("anchor", ""))


@require_POST
def evidence(request: PersonRequest) -> JsonResponse:
    """A batch of evidence from a device; answers each piece by its id, and where its lessons stand."""
    if not request.user.is_authenticated or not request.person:
        return JsonResponse({"error": _("Please sign in again; what you did is kept here.")}, status=401)
    try:
        reports = reports_from(request.body)
    except BadBatch as reason:
        return JsonResponse({"error": str(reason)}, status=400)
    receipts = record_evidence(learner=request.person, reports=reports, now=timezone.now())
    return JsonResponse({"receipts": {str(receipt.id): receipt.outcome for receipt in receipts}})


@require_POST
def place(request: PersonRequest) -> HttpResponse:
    """Where she stopped reading; nobody waits for the answer."""
    form = PlaceForm(request.POST)
    if not request.user.is_authenticated or not request.person:
        return HttpResponse(status=401)
    if not form.is_valid():
        return HttpResponse(status=400)
    keep_place(
        learner=request.person,
        lesson_id=form.cleaned_data["lesson"],
        anchor=form.cleaned_data["anchor"],
        at=form.cleaned_data["at"],
        now=timezone.now(),
    )
    return HttpResponse(status=204)


def _ask_again(request: PersonRequest, outline: Outline, lesson: OutlineLesson) -> HttpResponse:
    """A GET, or a form that cannot be read: nothing is changed, one more tap is asked for."""
    held = held_form(request) or request.POST
    fields = [(name, value) for name, values in held.lists() for value in values if name in _OURS]
    context = {
        "place": "courses",
        "outline": outline,
        "lesson": lesson,
        "fields": fields,
        "has_key": any(name == "key" for name, _value in fields),
    }
    return render(request, "courses/ask_again.html", context, status=200 if request.method == "GET" else 422)


_OURS = ("key", "among", "ticked", "anchor")


def _own(learner: Person, key: UUID, lesson: OutlineLesson) -> UUID:
    """A form's key made the learner's own: the same form in other hands is another form."""
    return uuid5(learner.public_id, f"{key} {lesson.lesson_id}")


def _back_to(outline: Outline, lesson: OutlineLesson, *, part: str) -> HttpResponse:
    response = redirect("courses:lesson", outline.slug, lesson.module_slug, lesson.slug)
    if part.replace("-", "").isalnum():
        response["Location"] += f"#{part}"
    return response
