"""Nobody sees what is guarded before she has set up a second factor.

The middleware guards whole areas; `second_factor_required` guards a single view elsewhere. Where
somebody was going is kept until she gets there.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.returning import way_back
from accounts.second_factor.queries import has_second_factor

_SEEN = "second_factor_seen"
_GOING_TO = "second_factor_going_to"


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this signed-in visitor has to set one up first; asks the database at most once.

    Her session keeps the answer yes: she cannot take away the last one, and whoever resets it for
    her ends her sessions.
    """
    if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
        return False
    if request.session.get(_SEEN) == request.user.pk:
        return False
    if not has_second_factor(request.user):
        return True
    request.session[_SEEN] = request.user.pk
    request.session.pop(_GOING_TO, None)
    return False


def forget_second_factor(request: HttpRequest) -> None:
    """Ask the database again: one was taken away."""
    request.session.pop(_SEEN, None)


def to_set_up(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that says why and how; what she was sending is lost, where she was going is not."""
    going_to = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    asked = f"?{urlencode({'next': going_to})}" if going_to else ""
    return HttpResponseRedirect(reverse("mfa_index") + asked)


def second_factor_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view outside the guarded areas that shows other people's data; asks for sign-in as well."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return to_set_up(request) if lacks_second_factor(request) else view(request, *args, **kwargs)

    return guarded


def keep_going_to(request: HttpRequest) -> None:
    """Remember where she was going, from the address that brought her here."""
    if wanted := way_back(request, request.GET.get("next"), otherwise=""):
        request.session[_GOING_TO] = wanted


def going_to(request: HttpRequest) -> str:
    """Where she was going when the guard stopped her; empty when she came by herself."""
    kept: str = request.session.get(_GOING_TO, "")
    return kept
