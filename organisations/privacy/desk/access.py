"""Who comes to the desk: administrators, each within her part of the tree. For all others it is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.models import User
from organisations.people.middleware import PersonRequest
from organisations.privacy.scope import handles_requests, writes_notices

View = Callable[..., HttpResponse]


class DeskRequest(PersonRequest):
    """A request of somebody who may be here."""

    user: User


def at_the_desk(view: View) -> View:
    """For those who handle requests of anybody; whose, each view asks for itself."""
    return _only_for(handles_requests, view)


def for_notice_writers(view: View) -> View:
    return _only_for(writes_notices, view)


def _only_for(may: Callable[[User], bool], view: View) -> View:
    @wraps(view)
    def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(cast(User, request.user)):
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View, login_required(never_cache(guarded)))
