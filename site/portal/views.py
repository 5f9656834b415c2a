"""Pages of the shell: the front page and the pages of errors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/welcome.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page opened before signing in again, or by another site."""
    return render(request, "portal/stale_form.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """The site failed. Nothing is asked of the database: it may be what failed."""
    return render(request, "500.html", status=500)
