"""Codes on screens: a person's own, the host's that changes, and what scanning the host's leads to."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.cards.rules import as_printed
from organisations.people.middleware import PersonRequest
from practices.checkin.actions import check_oneself_in
from practices.checkin.codes import ensure_code
from practices.checkin.printing import square
from practices.checkin.queries import own_place_at, session_at, window_of
from practices.checkin.rules import (
    STEP,
    code_of_step,
    is_fresh,
    is_still_held,
    refusal_of,
    shown_from,
    step_in,
    step_of,
)
from practices.checkin.views import FOLDER, PLACE, for_phones
from practices.checkin.words import refusal_in_words
from practices.sessions.guards import HostRequest, of_a_hosted_session
from practices.sessions.models import DemonstrationSession

STEPS_AHEAD = 20
"""Codes that a host's phone gets at a time: five minutes without a line."""
OPENED = "checkin_opened"
GONE = 410


@never_cache
@login_required
@require_safe
def own_code(request: PersonRequest) -> HttpResponse:
    """Her code for every session: a square and letters, to show, to save as a picture, to print."""
    if not request.person:
        raise Http404
    code = as_printed(ensure_code(person=request.person, now=timezone.now()))
    context = {**PLACE, "code": code, "square": square(code, border=2)}
    return render(request, f"{FOLDER}/own_code.html", context)


# --- The host's screen -------------------------------------------------------------------------------


@never_cache
@of_a_hosted_session
@require_safe
def host_code(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """A square for the whole hall that changes; without script the page opens itself again."""
    now = timezone.now()
    window = window_of(session)
    context = {
        **PLACE,
        "session": session,
        "window": window,
        "is_open": window.is_open(now),
        "square": square(_address(request, session, step_of(now)), border=2),
        "seconds": int(STEP.total_seconds()),
    }
    return render(request, f"{FOLDER}/host_code.html", context)


@never_cache
@for_phones
@require_safe
def coming_codes(request: HostRequest, session: DemonstrationSession) -> JsonResponse:
    """This code and the next ones with when each appears, in the server's milliseconds."""
    now = timezone.now()
    first = step_of(now)
    codes = [
        {
            "from": _milliseconds(shown_from(step)),
            "square": square(_address(request, session, step), border=2),
        }
        for step in range(first, first + STEPS_AHEAD)
    ]
    return JsonResponse({"now": _milliseconds(now), "lasts": _milliseconds_of(STEP), "codes": codes})


def _address(request: HttpRequest, session: DemonstrationSession, step: int) -> str:
    code = code_of_step(session.checkin_secret, str(session.public_id), step)
    return request.build_absolute_uri(reverse("practices:check_self_in", args=[session.public_id, code]))


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _milliseconds_of(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)


# --- What she scanned --------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_self_in(request: PersonRequest, session: UUID, code: str) -> HttpResponse:
    """From the host's square to one tap. The first opening counts: signing in does not lose it."""
    found = session_at(session)
    if found is None:
        raise Http404
    step = step_in(code, secret=found.checkin_secret, session=str(found.public_id))
    if step is None:
        raise Http404
    now = timezone.now()
    if is_fresh(step, now) and _opening(request, found, code, now) is None:
        _remember(request, found, code, now)
    opened_at = _opening(request, found, code, now)
    if not request.user.is_authenticated:
        return _expired(request) if opened_at is None else redirect_to_login(request.path)
    if not request.person:
        raise Http404
    place = own_place_at(found, request.person)
    if place and place.attended_at:
        return _page(request, found, attended_at=place.attended_at)
    if opened_at is None:
        return _expired(request)
    window = window_of(found)
    if refusal := refusal_of(opened_at, opens_at=window.opens_at, closed_at=window.closed_at):
        return _page(request, found, refusal=refusal_in_words(refusal, window))
    if request.method != "POST":
        return _page(request, found, is_invited=place is not None)
    check_oneself_in(session=found, person=request.person, by=request.user, opened_at=opened_at, now=now)
    place = own_place_at(found, request.person)
    if place and place.attended_at:
        return _page(request, found, attended_at=place.attended_at, is_new=True)
    return _page(request, found, waits=True)


def _opening(
    request: HttpRequest, session: DemonstrationSession, code: str, now: datetime
) -> datetime | None:
    """When this visitor first opened this code while it was fresh; kept on the server with her visit."""
    held = request.session.get(OPENED)
    if not held or held.get("session") != str(session.public_id) or held.get("code") != code:
        return None
    opened_at = parse_datetime(held["at"])
    return opened_at if opened_at and is_still_held(opened_at, now) else None


def _remember(request: HttpRequest, session: DemonstrationSession, code: str, now: datetime) -> None:
    request.session[OPENED] = {"session": str(session.public_id), "code": code, "at": now.isoformat()}


def _expired(request: HttpRequest) -> HttpResponse:
    return render(request, f"{FOLDER}/code_expired.html", PLACE, status=GONE)


def _page(request: HttpRequest, session: DemonstrationSession, **context: Any) -> HttpResponse:
    return render(request, f"{FOLDER}/check_self_in.html", {**PLACE, "session": session, **context})
