"""The library of practices: the list, a practice, what somebody keeps, two side by side, paper."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from accounts.returning import way_back
from organisations.people.middleware import PersonRequest
from practices.exemplars.models import Practice
from practices.library.actions import forget_practice, save_practice
from practices.library.comparing import rows_of
from practices.library.queries import practice_at, practices_at, saved_by
from practices.library.screens import library_screen, practice_screen, printing
from practices.library.typesetting import handout_pdf

FOLDER = "practices/library"
PLACE = "practices"


@login_required
@require_safe
def library(request: PersonRequest) -> HttpResponse:
    where, today = reverse("practices:library"), timezone.localdate()
    screen = library_screen(request.GET, person=request.person, today=today, where=where)
    return render(request, f"{FOLDER}/library.html", {"place": PLACE, "screen": screen})


@login_required
@require_safe
def practice(request: PersonRequest, practice: str) -> HttpResponse:
    found = _practice_or_404(request, practice)
    screen = practice_screen(found, request.person)
    return render(request, f"{FOLDER}/practice.html", {"place": PLACE, "screen": screen, "practice": found})


@login_required
@require_safe
def saved(request: PersonRequest) -> HttpResponse:
    context = {"place": PLACE, "practices": saved_by(request.person)}
    return render(request, f"{FOLDER}/saved.html", context)


@login_required
@require_POST
def save(request: PersonRequest, practice: str) -> HttpResponse:
    """Keep a practice, or keep it no longer; back to the page that asked."""
    found = _practice_or_404(request, practice)
    if not request.person:
        raise Http404
    if request.POST.get("keep") == "0":
        forget_practice(practice=found, person=request.person)
    else:
        save_practice(practice=found, person=request.person, now=timezone.now())
    page = reverse("practices:practice", args=[found.slug])
    return redirect(way_back(request, request.POST.get("next"), otherwise=page))


@login_required
@require_safe
def compare(request: PersonRequest) -> HttpResponse:
    """Two practices side by side; while one is missing, the list to choose it from."""
    asked = [request.GET.get(name, "") for name in ("a", "b")]
    found = practices_at([slug for slug in asked if slug])
    chosen = [found[slug] for slug in dict.fromkeys(asked) if slug in found]
    if len(chosen) == 2:
        context = {"place": PLACE, "pair": chosen, "rows": rows_of(*chosen)}
        return render(request, f"{FOLDER}/compare.html", context)
    first = chosen[0] if chosen else None
    screen = library_screen(
        request.GET,
        person=request.person,
        today=timezone.localdate(),
        where=reverse("practices:compare"),
        more={"a": first.slug} if first else {},
    )
    return render(request, f"{FOLDER}/choose.html", {"place": PLACE, "screen": screen, "first": first})


@login_required
@require_safe
def print_view(request: PersonRequest, practice: str) -> HttpResponse:
    """The whole of it on paper, as many pages as it needs."""
    found = _practice_or_404(request, practice)
    context = {"place": PLACE, "practice": found, "address": _address(request, found), **printing(found)}
    return render(request, f"{FOLDER}/print.html", context)


@login_required
@require_safe
def pdf(request: PersonRequest, practice: str) -> HttpResponse:
    """One page to hand out."""
    found = _practice_or_404(request, practice)
    with translation.override(settings.LANGUAGE_CODE):
        made = handout_pdf(found, address=_address(request, found), today=timezone.localdate())
    headers = {"Content-Disposition": f'inline; filename="dien-hinh-{found.slug[:80]}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _practice_or_404(request: PersonRequest, slug: str) -> Practice:
    found = practice_at(slug, request.person)
    if found is None:
        raise Http404
    return found


def _address(request: PersonRequest, practice: Practice) -> str:
    return request.build_absolute_uri(reverse("practices:practice", args=[practice.slug]))
