"""What the screens of this desk share: who may come, the request a guard let in, the frame around a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import User

View = Callable[..., HttpResponseBase]


class OfficeRequest(HttpRequest):
    """A request that a guard has let in: its user is signed in."""

    user: User


def for_whom_may(permission: str) -> Callable[[View], View]:
    """Let those in who hold a permission; everybody else who is signed in finds nothing at the address."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.has_perms(["wagtailadmin.access_admin", permission]):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


def frame_of(title: str, icon: str, *crumbs: tuple[str, str]) -> dict[str, Any]:
    """Heading and way back; `crumbs` are (address, label) from the top down."""
    above = [{"url": url, "label": label} for url, label in crumbs]
    return {
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [*above, {"url": None, "label": title}],
    }
