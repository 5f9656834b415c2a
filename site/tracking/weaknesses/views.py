"""Which of the weaknesses score worst, and where."""

from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from organisations.oversight.queries import places_overseen_by
from tracking.following.forms import Asked
from tracking.following.queries import Unit, unit_at
from tracking.following.words import crumbs
from tracking.shell import WITHOUT_NAMES, organisers_page
from tracking.weaknesses.presenting import screen_of
from tracking.weaknesses.queries import gather


@login_required
@require_safe
def weaknesses(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer, today = cast(User, request.user), timezone.localdate()
    unit = unit_at(public_id, places_overseen_by(viewer, on=today), today)
    sees_names = unit is not None
    if unit is None:
        unit = _part_of(viewer, public_id)
    screen = screen_of(unit, gather(unit.place, unit.children, today), sees_names=sees_names)
    nothing_asked = Asked.of_today(today)
    context = {
        "unit": unit,
        "screen": screen,
        "sees_names": sees_names,
        "crumbs": crumbs(unit, nothing_asked, onward=True) if sees_names else [],
    }
    return organisers_page(request, "tracking/weaknesses/weaknesses.html", context, place="following")


def _part_of(viewer: User, public_id: UUID) -> Unit:
    """The very place of a role without names: one level alone, so that no two pages can be subtracted from
    one another."""
    today = timezone.localdate()
    places = places_overseen_by(viewer, roles=WITHOUT_NAMES, on=today)
    unit = unit_at(public_id, places, today)
    if unit is None or unit.path not in places:
        raise Http404
    return unit
