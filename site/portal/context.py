"""What the shell of every page needs to know."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.middleware import TEXT_SIZE_COOKIE
from accounts.models import User
from portal.models import HomePage
from samples.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the site, in the bar at the bottom of a phone and in the masthead of a desktop.

    A page says where it belongs by putting the place's name in its context as `place`. Four fit side by side
    on a phone; what belongs `beneath` another is reached from there.
    """

    name: str
    url_name: str
    label: Promise
    icon: str
    beneath: str = ""


PLACES = (
    Place("learn", "home", _("Learn"), "book"),
    Place("courses", "courses:index", _("Courses"), "courses", beneath="learn"),
    Place("review", "reviewing:today", _("Review"), "review"),
    Place("practices", "practices:library", _("Practices"), "star"),
    Place("me", "courses:mine", _("Me"), "person"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The reader's text size, the site's places, who helps, and whether this is the demonstration."""
    user = getattr(request, "user", None)
    account = user if user and user.is_authenticated else None
    size = account.text_size if account else request.COOKIES.get(TEXT_SIZE_COOKIE)
    return {
        "text_size": size if size in User.TextSize.values else User.TextSize.NORMAL,
        "places": list(open_places()) if account else [],
        "help_contact": SimpleLazyObject(help_contact),
        "demo": settings.DEMO,
        "demo_accounts": DEMO_ACCOUNTS if settings.DEMO else (),
        "demo_password": DEMO_PASSWORD if settings.DEMO else "",
    }


def open_places() -> Iterator[dict[str, Any]]:
    """The places that can be gone to; one whose room is not installed is left out."""
    for place in PLACES:
        try:
            address = reverse(place.url_name)
        except NoReverseMatch:
            continue
        yield {
            "name": place.name,
            "label": place.label,
            "icon": place.icon,
            "address": address,
            "beneath": place.beneath,
            "holds": [one.name for one in PLACES if place.name in (one.name, one.beneath)],
        }


def help_contact() -> str:
    """Whom to call about signing in; empty until an author has written it on the front page."""
    return HomePage.objects.live().values_list("help_contact", flat=True).first() or ""
