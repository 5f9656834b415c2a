"""Who comes to the pages of a session: its hosts, and those invited. Others find nothing there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import User
from organisations.oversight.queries import has_role
from organisations.people.middleware import PersonRequest
from practices.sessions.queries import HOSTS, invitation_to, session_to_host

View = Callable[..., HttpResponseBase]


class HostRequest(PersonRequest):
    """A request that `for_hosts` has let in."""

    user: User


def for_hosts(view: View) -> View:
    """Let in whoever may plan sessions somewhere."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_role(cast(User, request.user), *HOSTS):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def of_a_hosted_session(view: View) -> View:
    """Give `view` the session at its address, where the viewer holds it; 404 otherwise."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, session: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = session_to_host(cast(User, request.user), session)
        if found is None:
            raise Http404
        return view(request, found, *args, **kwargs)

    return guarded


def of_an_invitation(view: View) -> View:
    """Give `view` the viewer's own invitation to the session at its address; 404 otherwise."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, session: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = invitation_to(cast(PersonRequest, request).person, session)
        if found is None:
            raise Http404
        return view(request, found, *args, **kwargs)

    return guarded
