"""A learner's own pages: the papers she has handed in, one more, and what came of it."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from accounts.models import User
from courses.recognition.actions import NotWaiting, WaitsAlready, hand_in, withdraw
from courses.recognition.forms import HandInForm, initial_of
from courses.recognition.models import Recognition
from courses.recognition.queries import own_recognition, own_recognitions, slug_taught
from courses.recognition.scans import opened
from organisations.people.middleware import PersonRequest


@login_required
@never_cache
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """What was handed in for her, the latest first."""
    found = own_recognitions(request.person)
    context = {"place": "me", "recognitions": found, "has_person": bool(request.person)}
    return render(request, "courses/recognition/mine.html", context)


@sign_in_and_hold
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """The form; `?tu=` names one that was sent back, from which it begins."""
    if not request.person:
        raise Http404
    held = held_form(request)
    form = HandInForm(
        request.POST or None,
        request.FILES or None,
        today=timezone.localdate(),
        initial=held.dict() if held else _from_returned(request),
    )
    if form.is_valid():
        let_go(request)
        try:
            made = hand_in(
                key=form.sent_key,
                person=request.person,
                paper=form.handed_in(),
                by=cast(User, request.user),
                now=timezone.now(),
            )
        except WaitsAlready:
            form.say_it_waits()
        else:
            messages.success(request, _("Handed in. The unit above you will answer."))
            return redirect("courses:recognition", made.pk)
    context = {"place": "me", "form": form, "held": held}
    return render(request, "courses/recognition/add.html", context, status=422 if form.is_bound else 200)


def _from_returned(request: PersonRequest) -> dict[str, Any]:
    try:
        found = own_recognition(request.person, UUID(request.GET.get("tu", "")))
    except ValueError:
        return {}
    return initial_of(found, slug_taught(found.course_id)) if found else {}


@login_required
@never_cache
@require_safe
def one(request: PersonRequest, recognition: UUID) -> HttpResponse:
    context = {"place": "me", "recognition": _own(request, recognition)}
    return render(request, "courses/recognition/one.html", context)


@login_required
@require_POST
def take_away(request: PersonRequest, recognition: UUID) -> HttpResponse:
    """She withdraws what nobody has answered yet."""
    found = _own(request, recognition)
    try:
        withdraw(recognition=found, by=cast(User, request.user), now=timezone.now())
        messages.success(request, _("Withdrawn. Nobody will judge it."))
    except NotWaiting:
        messages.warning(request, _("It has been answered meanwhile; see below."))
    return redirect("courses:recognition", found.pk)


@login_required
@require_safe
def scan(request: PersonRequest, recognition: UUID) -> FileResponse:
    return handed_out(_own(request, recognition))


def handed_out(found: Recognition) -> FileResponse:
    """The paper, always as a download; 404 where it is kept no longer."""
    try:
        content = opened(found.scan) if found.scan else None
    except FileNotFoundError:
        content = None
    if content is None:
        raise Http404
    ending = found.scan.rsplit(".", 1)[-1]
    answer = FileResponse(
        content, as_attachment=True, filename=f"giay-to.{ending}", content_type=found.scan_type
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def _own(request: PersonRequest, pk: UUID) -> Recognition:
    found = own_recognition(request.person, pk)
    if found is None:
        raise Http404
    return found
