"""Following up: the table of a part of the tree."""

from datetime import date
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from organisations.oversight.queries import places_overseen_by
from tracking.shell import for_overseers, organisers_page


@for_overseers
@require_safe
def following(request: HttpRequest) -> HttpResponse:
    today: date = timezone.localdate()
    places = places_overseen_by(cast(User, request.user), on=today)
    return organisers_page(request, "tracking/following/table.html", {"paths": places}, place="following")
