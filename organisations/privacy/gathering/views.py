"""“Dữ liệu của tôi”: what is kept about her, section by section, and a file of it to take along."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from organisations.people.middleware import PersonRequest
from organisations.privacy.gathering.export import zip_of
from organisations.privacy.gathering.queries import page_of, section_about, sections_about
from organisations.privacy.requests.actions import record_export
from organisations.privacy.requests.queries import requests_of

NEWEST_REQUESTS = 10


@login_required
@never_cache
def overview(request: PersonRequest) -> HttpResponse:
    if not request.person:
        raise Http404
    context = {
        "place": "me",
        "person": request.person,
        "sections": sections_about(request.person),
        "requests": requests_of(request.person)[:NEWEST_REQUESTS],
    }
    return render(request, "organisations/privacy/overview.html", context)


@login_required
@never_cache
def section(request: PersonRequest, key: str) -> HttpResponse:
    found = section_about(request.person, key) if request.person else None
    if found is None:
        raise Http404
    number = request.GET.get("trang", "")
    page = page_of(found, int(number) if number.isdecimal() and len(number) < 9 else 1)
    return render(request, "organisations/privacy/section.html", {"place": "me", "page": page})


@login_required
@require_POST
def export(request: PersonRequest) -> HttpResponseBase:
    """Made while it is sent, so that ten years of learning need no more memory than a day of it."""
    if not request.person:
        raise Http404
    now = timezone.now()
    record_export(person=request.person, now=now)
    response = StreamingHttpResponse(zip_of(request.person, now), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="du-lieu-cua-toi-{now:%Y-%m-%d}.zip"'
    response["Cache-Control"] = "no-store"
    return response
