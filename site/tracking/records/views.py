"""A secretary's record, for whoever oversees her and for herself: on the screen, on paper, as a file."""

from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from courses.recognition.queries import person_below
from organisations.oversight.actions import access_person
from organisations.people.middleware import PersonRequest
from organisations.people.models import Person
from tracking.records.printing import record_pdf
from tracking.records.queries import Record, own_record_of, record_for
from tracking.shell import for_overseers, organisers_page

SCREEN = "record"


@for_overseers
@never_cache
@require_safe
def record(request: HttpRequest, person: UUID) -> HttpResponse:
    """Of somebody the viewer oversees; the log keeps that it was read."""
    found = _opened(request, person)
    context = {
        "record": record_for(cast(User, request.user), found, at=timezone.now()),
        "hands_in": person_below(cast(User, request.user), person, timezone.localdate()) is not None,
    }
    return organisers_page(request, "tracking/records/record.html", context, place="following")


@for_overseers
@never_cache
@require_safe
def record_file(request: HttpRequest, person: UUID) -> HttpResponse:
    found = _opened(request, person)
    return _file(record_for(cast(User, request.user), found, at=timezone.now()))


@login_required
@never_cache
@require_safe
def own_record(request: PersonRequest) -> HttpResponse:
    """Her own; nobody needs to write down that she read it."""
    context = {"place": "me", "record": _own(request)}
    return render(request, "tracking/records/own.html", context)


@login_required
@never_cache
@require_safe
def own_record_file(request: PersonRequest) -> HttpResponse:
    return _file(_own(request))


def _opened(request: HttpRequest, public_id: UUID) -> Person:
    """Raises NotOverseen, which answers 404."""
    return access_person(
        viewer=cast(User, request.user), public_id=public_id, screen=SCREEN, now=timezone.now()
    )


def _own(request: PersonRequest) -> Record:
    if not request.person:
        raise Http404
    return own_record_of(request.person, at=timezone.now())


def _file(record: Record) -> HttpResponse:
    answer = HttpResponse(record_pdf(record), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="ket-qua-hoc-tap.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
