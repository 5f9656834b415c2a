"""Programmes: the list, drawing one up, and one with its courses in order."""

from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from accounts.models import User
from courses.assignments.models import Programme
from organisations.oversight.queries import MANAGERS, has_role
from tracking.assigning import actions
from tracking.assigning.forms import PROGRAMME, ProgrammeForm
from tracking.assigning.guards import for_managers
from tracking.assigning.history import history_of
from tracking.assigning.queries import (
    courses_of_programme,
    programmes_changed_by,
    programmes_seen_by,
    reach_of,
    sole_organisation,
    with_what_they_hold,
)
from tracking.assigning.views.showing import ON_A_PAGE, PLACE
from tracking.shell import for_overseers, organisers_page


@for_overseers
@never_cache
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    viewer = cast(User, request.user)
    found = with_what_they_hold(programmes_seen_by(viewer))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "may_assign": has_role(viewer, *MANAGERS)}
    return organisers_page(request, "tracking/assigning/programmes.html", context, place=PLACE)


@sign_in_and_hold
@for_managers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draw_up(request: HttpRequest) -> HttpResponse:
    """A new programme; sent twice it is one."""
    viewer = cast(User, request.user)
    held = held_form(request) if request.method != "POST" else None
    first = {"key": uuid4(), "organisation": sole_organisation(viewer)}
    form = ProgrammeForm(request.POST or held, viewer=viewer, initial=first)
    if held or form.only_searches:
        form.overlook_faults()
    elif form.is_bound and form.is_valid():
        made = actions.draw_up(
            key=form.cleaned_data["key"] or uuid4(),
            title=form.cleaned_data["title"],
            courses=form.in_order(),
            organisation=form.cleaned_data["organisation"],
            by=viewer,
        )
        let_go(request)
        messages.success(request, _("The programme is drawn up. It can be assigned now."))
        return redirect("tracking:programme", made.public_id)
    return _show(request, {"form": form, "held": held})


@sign_in_and_hold
@for_overseers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def programme(request: HttpRequest, programme: UUID) -> HttpResponse:
    """To be changed by whose it is; others read it."""
    viewer = cast(User, request.user)
    found = get_object_or_404(programmes_seen_by(viewer), public_id=programme)
    is_hers = programmes_changed_by(viewer).filter(pk=found.pk).exists()
    if request.method == "POST" and not is_hers:
        raise Http404
    courses = courses_of_programme(found)
    context: dict[str, Any] = {
        "programme": found,
        "courses": courses,
        "reach": reach_of(found) if is_hers else None,
        "events": history_of(found, viewer) if is_hers else [],
        "assign_as": f"{PROGRAMME}{found.public_id}",
        "may_assign": has_role(viewer, *MANAGERS),
    }
    if not is_hers:
        return _show(request, context)
    held = held_form(request) if request.method != "POST" else None
    form = ProgrammeForm(request.POST or held, viewer=viewer, programme=found, held=courses)
    if held:
        form.overlook_faults()
    elif form.is_bound and form.is_valid():
        return _redraw(request, form, found)
    return _show(request, {**context, "form": form, "held": held})


def _redraw(request: HttpRequest, form: ProgrammeForm, programme: Programme) -> HttpResponse:
    actions.redraw(
        programme=programme,
        title=form.cleaned_data["title"],
        courses=form.in_order(),
        by=cast(User, request.user),
        now=timezone.now(),
    )
    let_go(request)
    messages.success(request, _("The programme is changed; where it is assigned, that follows."))
    return redirect("tracking:programme", programme.public_id)


def _show(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    form = context.get("form")
    status = 422 if form is not None and form.errors else 200
    return organisers_page(request, "tracking/assigning/programme.html", context, place=PLACE, status=status)
