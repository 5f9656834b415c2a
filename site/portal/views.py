"""Pages of the shell: the front page and the pages of errors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.held import hold, is_held_here
from accounts.returning import way_back
from courses.reading.queries import desk_of
from organisations.people.middleware import PersonRequest
from portal.models import HomePage


def home(request: PersonRequest) -> HttpResponse:
    """What to learn next, one tap away; for who has not signed in, what this is and the way in."""
    if not request.user.is_authenticated:
        return render(request, "portal/welcome.html", {"home": HomePage.objects.live().first()})
    desk = desk_of(request.person, timezone.now())
    return render(request, "portal/home.html", {"place": "learn", "desk": desk})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


_ANOTHER_SITE = ("Origin", "Referer")
"""How Django's reason begins where not the page's age is at fault, but where the form came from."""


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page opened before signing in again, or by another site.

    What she typed into a page of ours is held and shown there for one more tap.
    """
    if is_held_here(request) and not reason.startswith(_ANOTHER_SITE):
        hold(request)
        return redirect(request.path)
    back = way_back(request, request.headers.get("Referer"), otherwise=reverse("home"))
    return render(request, "portal/stale_form.html", {"back": back}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """The site failed. Nothing is asked of the database: it may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
