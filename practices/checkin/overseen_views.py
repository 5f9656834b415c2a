"""Organisers above those invited: who of their own people came, and nobody else's."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import OVERSEERS
from practices.checkin.queries import own_people_at, sessions_overseen_by
from practices.checkin.views import FOLDER, PLACE
from practices.sessions.guards import HostRequest


@never_cache
@for_roles(*OVERSEERS)
@require_safe
def attendance(request: HostRequest) -> HttpResponse:
    """Sessions to which people in the viewer's sight were invited, with how many of them came."""
    context = {**PLACE, "figures": sessions_overseen_by(request.user)}
    return render(request, f"{FOLDER}/attendance.html", context)


@never_cache
@for_roles(*OVERSEERS)
@require_safe
def attendance_of_session(request: HostRequest, session: UUID) -> HttpResponse:
    """The list behind these figures."""
    people = own_people_at(request.user, session)
    if not people:
        raise Http404
    held, now = people[0].session, timezone.now()
    shown = [one.person_id for one in people]
    record_readings(reader=request.user, people=shown, screen="attendance", now=now)
    context = {
        **PLACE,
        "session": held,
        "has_begun": held.starts_at <= now,
        "came": [one for one in people if one.attended_at],
        "absent": [one for one in people if not one.attended_at],
    }
    return render(request, f"{FOLDER}/attendance_of_session.html", context)
