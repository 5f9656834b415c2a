"""Who comes to the reviews of a session: its hosts, and the organisers of those invited."""

from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import User
from practices.reviews.queries import reviews_seen_by
from practices.sessions.guards import View


def of_reviews(view: View) -> View:
    """Give `view` what the viewer sees of the reviews of the session at its address; 404 for nothing."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, session: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = reviews_seen_by(cast(User, request.user), session)
        if found is None:
            raise Http404
        return view(request, found, *args, **kwargs)

    return guarded
