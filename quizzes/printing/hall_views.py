"""A whole hall typed in: one line a person, every mark seen before anything is kept."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from quizzes.printing.actions import type_hall
from quizzes.printing.forms import HallForm
from quizzes.printing.hall import HallRow, rows_of, seal_of_hall
from quizzes.printing.models import PaperPrint
from quizzes.printing.queries import TYPISTS, seats_of
from quizzes.printing.rules import MOST_IN_A_HALL, code_of
from quizzes.printing.views import FOLDER, SCREEN, OfficeRequest, print_or_404


@for_roles(*TYPISTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def hall(request: OfficeRequest, quiz: int, paper: UUID) -> HttpResponse:
    """The people of an organisation, a line each; those without a line are left as they are."""
    found = print_or_404(request, quiz, paper)
    asked = request.POST if request.method == "POST" else request.GET
    form = HallForm(
        asked if "organisation" in asked or "organisation_text" in asked else None, viewer=request.user
    )
    if form.is_bound and form.leads_out_of_sight:
        raise Http404
    if not form.is_valid():
        return _page(request, found, {"form": form}, status=422 if form.is_bound else 200)
    organisation = form.cleaned_data["organisation"]
    seats = seats_of(request.user, found, organisation, timezone.localdate())
    context = {"form": form, "organisation": organisation, "count": len(seats), "most": MOST_IN_A_HALL}
    if len(seats) > MOST_IN_A_HALL:
        return _page(request, found, context)
    people = [seat.person.pk for seat in seats]
    record_readings(reader=request.user, people=people, screen=SCREEN, now=timezone.now())
    is_checked = request.method == "POST"
    rows = rows_of(found, seats, request.POST if is_checked else {})
    filled = [row for row in rows if row.read and not row.problems]
    has_problems = any(row.problems for row in rows)
    is_seen = request.POST.get("seen") == seal_of_hall(rows)
    if is_checked and "save" in request.POST and is_seen and filled and not has_problems:
        return _keep(request, found, filled)
    context |= {
        "rows": rows,
        "filled": len(filled),
        "has_problems": has_problems,
        "is_checked": is_checked,
        "seal": seal_of_hall(rows),
    }
    return _page(request, found, context, status=422 if has_problems else 200)


def _keep(request: OfficeRequest, paper: PaperPrint, rows: list[HallRow]) -> HttpResponse:
    kept = type_hall(
        paper=paper,
        papers=[(row.seat.person, row.variant, row.typed) for row in rows],
        by=request.user,
        now=timezone.now(),
    )
    said = ngettext("%(count)s result is kept.", "%(count)s results are kept.", len(kept.results))
    messages.success(request, said % {"count": len(kept.results)})
    for person in kept.without_attempts:
        messages.warning(request, _("%(name)s has no attempt left; give one more first.") % {"name": person})
    return redirect("printing:paper", paper.quiz_id, paper.pk)


def _page(
    request: OfficeRequest, paper: PaperPrint, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    title = _("Type in a whole hall")
    heading = {
        "page_title": title,
        "breadcrumbs_items": [
            {"url": reverse("printing:index"), "label": _("Tests on paper")},
            {"url": reverse("printing:paper", args=[paper.quiz_id, paper.pk]), "label": paper.title},
            {"url": None, "label": title},
        ],
        "header_icon": "doc-full",
        "paper": paper,
        "codes": [(number, code_of(number)) for number in range(1, paper.variant_count + 1)],
    }
    return render(request, f"{FOLDER}/hall.html", {**heading, **context}, status=status)
