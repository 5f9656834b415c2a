"""Bringing in somebody who is not on the list, and saying whose a code was that nobody has."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from practices.checkin.actions import bring_in, identify
from practices.checkin.models import CheckIn
from practices.checkin.queries import (
    people_in_sight,
    person_in_sight,
    places_of,
    waiting_checkin,
    window_of,
)
from practices.checkin.views import FOLDER, PLACE, note_readings
from practices.checkin.words import refusal_in_words
from practices.sessions.guards import HostRequest, of_a_hosted_session
from practices.sessions.models import DemonstrationSession


@never_cache
@of_a_hosted_session
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """Search among the people in the host's sight, and one button for each."""
    if request.method == "POST":
        return _bring(request, session)
    return _found(request, session, None)


@never_cache
@of_a_hosted_session
@require_http_methods(["GET", "HEAD", "POST"])
def whose(request: HostRequest, session: DemonstrationSession, checkin: UUID) -> HttpResponse:
    """The same search, for a code that nobody has."""
    waiting = waiting_checkin(session, checkin)
    if waiting is None:
        raise Http404
    if request.method == "POST":
        return _bring(request, session, waiting)
    return _found(request, session, waiting)


def _found(request: HostRequest, session: DemonstrationSession, waiting: CheckIn | None) -> HttpResponse:
    asked = request.GET.get("q", "")
    people = people_in_sight(request.user, asked)
    note_readings(request, [person.pk for person in people])
    places = places_of(person.pk for person in people)
    context = {
        **PLACE,
        "session": session,
        "waiting": waiting,
        "asked": asked,
        "found": [(person, places.get(person.pk, (0, ""))[1]) for person in people],
    }
    return render(request, f"{FOLDER}/walk_in.html", context)


def _bring(
    request: HostRequest, session: DemonstrationSession, waiting: CheckIn | None = None
) -> HttpResponse:
    try:
        person = person_in_sight(request.user, UUID(request.POST.get("person", "")))
    except ValueError:
        person = None
    if person is None:
        raise Http404
    note_readings(request, [person.pk])
    now = timezone.now()
    if waiting:
        identify(session=session, checkin=waiting, person=person, now=now)
        refusal = ""
    else:
        outcome = bring_in(session=session, person=person, by=request.user, now=now)
        refusal = refusal_in_words(outcome.receipt, window_of(session))
    if refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, _("Present: %(name)s.") % {"name": person.full_name})
    return redirect("practices:checkin", session.public_id)
