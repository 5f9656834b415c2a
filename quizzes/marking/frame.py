"""What the screens of marking share: the request a guard has let in, the frame around a page, its tabs."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from quizzes.marking.queries import DECIDERS, Marker, Role

FOLDER = "quizzes/marking"
ICON = "edit"
PAGE = 50


class OfficeRequest(HttpRequest):
    """A request that a guard has let in: its user is signed in."""

    user: User


def frame_of(title: str, marker: Marker, *crumbs: tuple[str, str]) -> dict[str, Any]:
    """Heading, way back and tabs; `crumbs` are (address, label), the queue first where there are any."""
    first = [(reverse("marking:queue"), _("Marking"))] if crumbs else []
    above = [{"url": url, "label": label} for url, label in [*first, *crumbs[1:]]]
    return {
        "page_title": title,
        "breadcrumbs_items": [*above, {"url": None, "label": title}],
        "header_icon": ICON,
        "tabs": _tabs(marker),
        "back": crumbs[-1][0] if crumbs else "",
    }


def _tabs(marker: Marker) -> list[dict[str, str]]:
    tabs = [("marking:queue", _("Essays to mark"))]
    if marker.decides or Role.MARKER in marker.roles:
        tabs.append(("marking:attempts", _("Marks given")))
    if marker.roles.intersection(DECIDERS):
        tabs.append(("marking:regradings", _("Corrected keys")))
        tabs.append(("marking:by_two", _("Marking by two")))
    return [{"url": reverse(name), "label": label} for name, label in tabs]


def queue_crumb() -> tuple[str, str]:
    return reverse("marking:queue"), _("Marking")
