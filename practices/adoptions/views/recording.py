"""A cell's own pages: it records that it applies a practice, and says later how it went."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from accounts.models import User
from organisations.oversight.queries import has_role
from organisations.people.middleware import PersonRequest
from organisations.tree.models import Organisation
from practices.adoptions.actions import record_adoption, report_adoption
from practices.adoptions.files import opened
from practices.adoptions.forms import ReportForm
from practices.adoptions.models import Adoption, AdoptionFile
from practices.adoptions.queries import (
    adoption_led_by,
    adoption_of_practice,
    adoptions_led_by,
    cells_led_by,
    current_practice,
    due_of,
    file_of,
    reports_of,
    with_what_is_due,
)
from practices.adoptions.telling import told_of
from practices.exemplars.models import Practice
from practices.sessions.models import DemonstrationSession
from practices.sessions.queries import HOSTS, invitation_to


@login_required
@never_cache
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """What the reader's cell applies, and what it is asked about; what is asked comes first."""
    today = timezone.localdate()
    adoptions = with_what_is_due(adoptions_led_by(_reader(request), today), today)
    rows = sorted(adoptions.order_by("-since", "-pk"), key=lambda one: not one.due)  # type: ignore[attr-defined]
    context = {
        "place": "practices",
        "adoptions": rows,
        "leads": bool(rows) or cells_led_by(_reader(request), today).exists(),
        "confirms": has_role(_reader(request), *HOSTS),
        "today": today,
    }
    return render(request, "practices/adoptions/mine.html", context)


@sign_in_and_hold
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: PersonRequest, practice: str) -> HttpResponse:
    """The first word of a cell on a practice; a cell that has said one goes on where it stands."""
    found = current_practice(practice)
    if found is None:
        raise Http404
    today = timezone.localdate()
    cells = list(cells_led_by(_reader(request), today))
    if not cells:
        return render(
            request, "practices/adoptions/not_a_leader.html", {"place": "practices", "practice": found}
        )
    known = adoption_of_practice(found, cells[0]) if len(cells) == 1 else None
    if known and request.method != "POST":
        return redirect("practices:adoption", known.public_id)
    held = held_form(request)
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        today=today,
        cells=cells,
        has_begun=bool(known and known.begun_on),
        initial=_as_initial(held),
    )
    if not form.is_valid():
        context = {"place": "practices", "practice": found, "form": form, "held": held, "cells": cells}
        return render(
            request, "practices/adoptions/adopt.html", context, status=422 if form.is_bound else 200
        )
    let_go(request)
    adoption = _record(request, found, form.cleaned_data.get("cell") or cells[0], form)
    messages.success(request, _("Recorded. Thank you: other cells learn from it."))
    return redirect("practices:adoption", adoption.public_id)


def _record(request: PersonRequest, practice: Practice, cell: Organisation, form: ReportForm) -> Adoption:
    by, now = request.person, timezone.now()
    known = adoption_of_practice(practice, cell)
    if known:
        return report_adoption(adoption=known, key=form.sent_key, words=form.words(), by=by, now=now)
    return record_adoption(
        practice=practice,
        cell=cell,
        key=form.sent_key,
        words=form.words(),
        by=by,
        now=now,
        session=_session_of(request, practice),
    )


def _session_of(request: PersonRequest, practice: Practice) -> DemonstrationSession | None:
    """The session that led to it, named in the address; only one that showed it and that she attended."""
    try:
        invited = invitation_to(request.person, UUID(request.GET.get("buoi", "")))
    except ValueError:
        return None
    if invited is None or invited.attended_at is None or invited.session.practice_id != practice.pk:
        return None
    return invited.session


@sign_in_and_hold
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def adoption(request: PersonRequest, adoption: UUID) -> HttpResponse:
    """Where the cell stands with a practice, all that it said, and the form for what it says now."""
    today = timezone.localdate()
    found = adoption_led_by(_reader(request), adoption, today)
    if found is None:
        raise Http404
    held = held_form(request)
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        today=today,
        has_begun=found.begun_on is not None,
        may_be_named=found.may_be_named,
        initial=_as_initial(held),
    )
    if form.is_valid():
        let_go(request)
        now = timezone.now()
        report_adoption(adoption=found, key=form.sent_key, words=form.words(), by=request.person, now=now)
        messages.success(request, _("Your report is saved. Thank you."))
        return redirect("practices:adoption", found.public_id)
    context = {
        "place": "practices",
        "adoption": found,
        "practice": found.practice,
        "form": form,
        "held": held,
        "due": due_of(found, today),
        "reports": told_of(reports_of(found)),
        "asks": form.is_bound or held or request.GET.get("bao-cao") == "1",
        "today": today,
    }
    return render(request, "practices/adoptions/adoption.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def file(request: PersonRequest, adoption: UUID, file: UUID) -> FileResponse:
    """Evidence of the reader's own cell."""
    found = adoption_led_by(_reader(request), adoption, timezone.localdate())
    return handed_out(file_of(found, file) if found else None)


def handed_out(found: AdoptionFile | None) -> FileResponse:
    """A file, always as a download; 404 where there is none for the reader."""
    if found is None:
        raise Http404
    try:
        content = opened(found.stored_as)
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(content, as_attachment=True, filename=found.name, content_type=found.content_type)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _reader(request: PersonRequest) -> User:
    """The account: who leads a cell is found by it, without asking for the person first."""
    return cast(User, request.user)


def _as_initial(held: Any) -> dict[str, Any] | None:
    """What was typed when her session had run out; a box that was not ticked is told by its absence."""
    return {**held.dict(), "may_be_named": "may_be_named" in held} if held else None
