"""What a participant meets after a session: her observation, what she promised, the lessons drawn.

The form works without script. With it, what she types is kept as she goes, on her phone without a line.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from organisations.people.middleware import PersonRequest
from practices.reviews.actions import (
    NotOpen,
    keep_draft,
    rubric_for,
    send_observation,
    settle_commitment,
)
from practices.reviews.forms import (
    BadDraft,
    CommitmentForm,
    ObservationForm,
    draft_from,
    promises_in,
    sending_from,
    typed_in,
)
from practices.reviews.models import Observation
from practices.reviews.presenting import sheet_of
from practices.reviews.queries import (
    commitments_of,
    observation_of,
    published_discussion,
    results_for_all,
)
from practices.reviews.rules import Stage, stage_of
from practices.reviews.screens import results_on_screen
from practices.sessions.guards import of_an_invitation
from practices.sessions.models import Participant
from practices.sessions.queries import invitation_to

FOLDER = "practices/reviews"
PLACE = "practices"


# --- The observation -------------------------------------------------------------------------------


@sign_in_and_hold
def observe(request: PersonRequest, session: UUID) -> HttpResponse:
    """The form while it is open, what she sent afterwards, else why it cannot be filled in."""
    invitation = invitation_to(request.person, session)
    if invitation is None:
        raise Http404
    observation = observation_of(invitation)
    stage = _stage(invitation)
    if stage != Stage.OPEN:
        return _show(request, invitation, observation, stage)
    if request.method == "POST":
        return _take(request, invitation, observation)
    held = held_form(request)
    typed = held.dict() if held else typed_in(observation)
    return _show(request, invitation, observation, stage, _form(invitation, observation, initial=typed))


def _take(request: PersonRequest, invitation: Participant, observation: Observation | None) -> HttpResponse:
    """Sent, or kept for later; what is missing is kept as well, and said."""
    now = timezone.now()
    form = _form(invitation, observation, request.POST)
    is_sent = "keep" not in request.POST and form.is_valid()
    try:
        if is_sent:
            send_observation(participant=invitation, filled=form.filled(), now=now)
        else:
            typed = draft_from(form, request.POST)
            keep_draft(participant=invitation, typed=typed, typed_at=now, now=now)
    except NotOpen as refusal:
        return _show(request, invitation, observation, refusal.stage, status=409)
    let_go(request)
    if is_sent:
        messages.success(request, _("Your observation is sent. Thank you, comrade."))
        return redirect("practices:my_commitments")
    if "keep" in request.POST:
        messages.success(request, _("Your draft is kept."))
        return redirect("practices:observe", invitation.session.public_id)
    return _show(request, invitation, observation, Stage.OPEN, form, status=422)


def _show(
    request: PersonRequest,
    invitation: Participant,
    observation: Observation | None,
    stage: Stage,
    form: ObservationForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    sent = observation if observation and observation.sent_at else None
    context: dict[str, Any] = {
        "place": PLACE,
        "session": invitation.session,
        "stage": stage,
        "form": form,
        "rubric": observation.rubric if observation else None,
        "observation": observation,
        "sent": sheet_of(sent) if sent and not form else None,
        "is_sent": sent is not None,
    }
    return render(request, f"{FOLDER}/observe.html", context, status=status)


@require_POST
def observe_draft(request: PersonRequest, session: UUID) -> JsonResponse:
    """What her device has kept: a draft, or the form that she sent while there was no line."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": _("Please sign in again; what you did is kept here.")}, status=401)
    invitation = invitation_to(request.person, session)
    if invitation is None:
        return JsonResponse({"error": _("There is nothing here.")}, status=404)
    now = timezone.now()
    try:
        sending = sending_from(request.body, now)
    except BadDraft:
        return JsonResponse({"error": _("This could not be read.")}, status=400)
    observation = observation_of(invitation)
    form = _form(invitation, observation, sending.typed)
    is_sent = sending.is_final and form.is_valid()
    try:
        if is_sent:
            send_observation(participant=invitation, filled=form.filled(), now=now)
            messages.success(request, _("Your observation is sent. Thank you, comrade."))
        else:
            typed = draft_from(form, sending.typed)
            keep_draft(participant=invitation, typed=typed, typed_at=sending.typed_at, now=now)
    except NotOpen:
        return JsonResponse({"error": _("The form is closed; nothing more can be sent.")}, status=409)
    return JsonResponse({"kept": True, "sent": is_sent, "next": reverse("practices:my_commitments")})


def _form(
    invitation: Participant, observation: Observation | None, *data: Any, **more: Any
) -> ObservationForm:
    rubric = observation.rubric if observation else rubric_for(invitation.session)
    return ObservationForm(
        *data, rubric=rubric, today=timezone.localdate(), standing=promises_in(observation), **more
    )


def _stage(invitation: Participant) -> Stage:
    session = invitation.session
    return stage_of(
        state=session.state,
        starts_at=session.starts_at,
        has_attended=invitation.attended_at is not None,
        now=timezone.now(),
    )


# --- What she promised -----------------------------------------------------------------------------


@login_required
@require_safe
def my_commitments(request: PersonRequest) -> HttpResponse:
    found = list(commitments_of(request.person))
    context = {
        "place": PLACE,
        "open": [one for one in found if one.state == one.State.OPEN],
        "settled": [one for one in reversed(found) if one.state != one.State.OPEN],
        "today": timezone.localdate(),
    }
    return render(request, f"{FOLDER}/commitments.html", context)


@sign_in_and_hold
def commitment(request: PersonRequest, commitment: UUID) -> HttpResponse:
    """One of them: say what came of it."""
    found = get_object_or_404(commitments_of(request.person), public_id=commitment)
    held = held_form(request)
    standing = {"state": found.state if found.settled_at else None, "note": found.note}
    form = CommitmentForm(request.POST or None, initial=held.dict() if held else standing)
    if request.method == "POST" and form.is_valid():
        settle_commitment(commitment=found, **form.cleaned_data, now=timezone.now())
        let_go(request)
        messages.success(request, _("What came of it is kept."))
        return redirect("practices:my_commitments")
    context = {
        "place": PLACE,
        "form": form,
        "commitment": found,
        "session": found.observation.participant.session,
        "today": timezone.localdate(),
    }
    return render(request, f"{FOLDER}/commitment.html", context, status=422 if form.is_bound else 200)


# --- The lessons drawn -----------------------------------------------------------------------------


@of_an_invitation
@require_safe
def lessons_drawn(request: PersonRequest, invitation: Participant) -> HttpResponse:
    """The published summary, and the results of all together where enough have written."""
    session = invitation.session
    discussion = published_discussion(session)
    results = results_for_all(session) if discussion else None
    context = {
        "place": PLACE,
        "session": session,
        "discussion": discussion,
        "has_attended": invitation.attended_at is not None,
        "has_reviewed": invitation.reviewed_at is not None,
        "results": results_on_screen(results, names_spread=False) if results else None,
    }
    return render(request, f"{FOLDER}/lessons_drawn.html", context)
