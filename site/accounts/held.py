"""What she typed when her session had run out, held until she has signed in again.

A form sent without a session leads to sign-in; what was in it waits in the visitor's own session and
is shown for one more tap afterwards. So does one sent from a page that was opened before she signed in
again. Nothing is sent on its own.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, QueryDict

_KEY = "held_form"
MOST = 400_000
"""Characters held, as a form sends them: an essay of some thousand words, nine characters for a letter with
its marks. A longer form is not one of ours. Sessions are compressed where they are stored."""


def sign_in_and_hold(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Like login_required, for views that save: a POST without a session is held, not lost."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            hold(request)
        return redirect_to_login(request.path)

    checked.holds_forms = True  # type: ignore[attr-defined]
    return checked


def hold(request: HttpRequest) -> None:
    form = request.POST.copy()
    form.pop("csrfmiddlewaretoken", None)
    if len(typed := form.urlencode()) <= MOST:
        request.session[_KEY] = {"path": request.path, "form": typed}


def is_held_here(request: HttpRequest) -> bool:
    """Whether what a form sent to this address is shown for one more tap where it cannot be taken."""
    match = request.resolver_match
    return bool(match and getattr(match.func, "holds_forms", False))


def held_form(request: HttpRequest) -> QueryDict | None:
    """What is held for this address, if anything; it is let go once it has been sent."""
    held = request.session.get(_KEY)
    return QueryDict(held["form"]) if held and held["path"] == request.path else None


def let_go(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)
