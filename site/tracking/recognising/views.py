"""The unit above: papers of training elsewhere that wait for its answer, and handing one in for another."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from accounts.models import User
from courses.recognition.actions import (
    NotRecognised,
    NotWaiting,
    OneOwn,
    WaitsAlready,
    accept,
    hand_in,
    send_back,
    take_back,
)
from courses.recognition.forms import HandInForm, ReasonForm
from courses.recognition.models import Recognition
from courses.recognition.queries import (
    may_judge,
    person_below,
    recognition_below,
    recognitions_below,
    waiting_first,
)
from courses.recognition.views import handed_out
from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import MANAGERS
from tracking.shell import organisers_page

PAGE = 50
View = Callable[..., HttpResponseBase]
PLACE = "following"


@for_roles(*MANAGERS)
@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for an answer first, the longest first."""
    found = waiting_first(recognitions_below(_viewer(request), timezone.localdate()))
    page = Paginator(found, PAGE).get_page(request.GET.get("p"))
    shown = {one.person_id for one in page.object_list}
    record_readings(reader=_viewer(request), people=shown, screen="recognitions", now=timezone.now())
    context = {
        "page": page,
        "elided": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
    }
    return organisers_page(request, "tracking/recognising/queue.html", context, place=PLACE)


def of_a_recognition_below(view: View) -> View:
    """Give `view` what stands at its address, where it is of somebody beneath the viewer's unit; else 404."""

    @wraps(view)
    @for_roles(*MANAGERS)
    @never_cache
    def guarded(request: HttpRequest, recognition: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = recognition_below(_viewer(request), recognition, timezone.localdate())
        if found is None:
            raise Http404
        return view(request, found, *args, **kwargs)

    return guarded


@of_a_recognition_below
@require_safe
def one(request: HttpRequest, recognition: Recognition) -> HttpResponse:
    return _page(request, recognition, ReasonForm())


def _page(request: HttpRequest, recognition: Recognition, form: ReasonForm) -> HttpResponse:
    _note_reading(request, recognition)
    context = {
        "recognition": recognition,
        "form": form,
        "may_judge": may_judge(_viewer(request), recognition),
    }
    status = 422 if form.is_bound else 200
    return organisers_page(request, "tracking/recognising/one.html", context, place=PLACE, status=status)


@of_a_recognition_below
@require_POST
def recognise(request: HttpRequest, recognition: Recognition) -> HttpResponse:
    try:
        accept(recognition=recognition, by=_viewer(request), now=timezone.now())
        messages.success(request, _("Recognised. She is told, and owes this course no longer."))
    except NotWaiting:
        messages.warning(request, _("It has been answered or withdrawn meanwhile; see below."))
    except OneOwn:
        messages.warning(request, _("Another above must judge what you handed in yourself."))
    return redirect("tracking:recognition", recognition.pk)


@of_a_recognition_below
@require_POST
def refuse(request: HttpRequest, recognition: Recognition) -> HttpResponse:
    """Send it back, or take back what was recognised; either way with a reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, recognition, form)
    undo = take_back if recognition.is_accepted else send_back
    try:
        undo(
            recognition=recognition,
            reason=form.cleaned_data["reason"],
            by=_viewer(request),
            now=timezone.now(),
        )
        messages.success(request, _("Sent back. She is told why."))
    except (NotWaiting, NotRecognised):
        messages.warning(request, _("It has been answered or withdrawn meanwhile; see below."))
    except OneOwn:
        messages.warning(request, _("Another above must judge what you handed in yourself."))
    return redirect("tracking:recognition", recognition.pk)


@of_a_recognition_below
@require_safe
def scan(request: HttpRequest, recognition: Recognition) -> FileResponse:
    _note_reading(request, recognition)
    return handed_out(recognition)


@sign_in_and_hold
@for_roles(*MANAGERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in_for(request: HttpRequest, person: UUID) -> HttpResponse:
    """For somebody beneath the viewer's unit; another above will judge it."""
    found = person_below(_viewer(request), person, timezone.localdate())
    if found is None:
        raise Http404
    held = held_form(request)
    form = HandInForm(
        request.POST or None,
        request.FILES or None,
        today=timezone.localdate(),
        initial=held.dict() if held else None,
    )
    now = timezone.now()
    record_readings(reader=_viewer(request), people=[found.pk], screen="recognitions", now=now)
    if form.is_valid():
        let_go(request)
        try:
            made = hand_in(
                key=form.sent_key, person=found, paper=form.handed_in(), by=_viewer(request), now=now
            )
        except WaitsAlready:
            form.say_it_waits()
        else:
            messages.success(request, _("Handed in. Another above will answer."))
            return redirect("tracking:recognition", made.pk)
    context = {"person": found, "form": form, "held": held}
    status = 422 if form.is_bound else 200
    return organisers_page(request, "tracking/recognising/hand_in.html", context, place=PLACE, status=status)


def _note_reading(request: HttpRequest, recognition: Recognition) -> None:
    people, now = [recognition.person_id], timezone.now()
    record_readings(reader=_viewer(request), people=people, screen="recognitions", now=now)


def _viewer(request: HttpRequest) -> User:
    return cast(User, request.user)
