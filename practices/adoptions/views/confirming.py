"""The unit above: what its cells have recorded, and whether it is so."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from organisations.oversight.guards import for_roles
from practices.adoptions.actions import confirm_adoption, take_back_confirmation
from practices.adoptions.models import Adoption
from practices.adoptions.queries import adoption_below, adoptions_below, file_of, reports_of, waiting_first
from practices.adoptions.telling import told_of
from practices.adoptions.views.recording import handed_out
from practices.sessions.queries import HOSTS

PAGE = 50
View = Callable[..., HttpResponseBase]


@for_roles(*HOSTS)
@never_cache
@require_safe
def below(request: HttpRequest) -> HttpResponse:
    """What cells of the viewer's part have recorded, what waits for her word first."""
    found = waiting_first(adoptions_below(cast(User, request.user), timezone.localdate()))
    page = Paginator(found, PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "practices/adoptions/below.html",
        {
            "place": "practices",
            "page": page,
            "elided": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        },
    )


def of_an_adoption_below(view: View) -> View:
    """Give `view` the adoption at its address, where it lies in the viewer's part; 404 otherwise."""

    @wraps(view)
    @for_roles(*HOSTS)
    @never_cache
    def guarded(request: HttpRequest, adoption: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = adoption_below(cast(User, request.user), adoption, timezone.localdate())
        if found is None:
            raise Http404
        return view(request, found, *args, **kwargs)

    return guarded


@of_an_adoption_below
@require_safe
def one(request: HttpRequest, adoption: Adoption) -> HttpResponse:
    """One of them: all that the cell said, and its evidence. Nobody's name is needed for it."""
    context = {"place": "practices", "adoption": adoption, "reports": told_of(reports_of(adoption))}
    return render(request, "practices/adoptions/below_one.html", context)


@of_an_adoption_below
@require_POST
def confirm(request: HttpRequest, adoption: Adoption) -> HttpResponse:
    confirm_adoption(adoption=adoption, by=cast(User, request.user), now=timezone.now())
    messages.success(request, _("Confirmed."))
    return redirect("practices:adoptions_below")


@of_an_adoption_below
@require_POST
def take_back(request: HttpRequest, adoption: Adoption) -> HttpResponse:
    take_back_confirmation(adoption=adoption)
    messages.info(request, _("Your confirmation is taken back. What the cell said stays."))
    return redirect("practices:adoption_below", adoption.public_id)


@of_an_adoption_below
@require_safe
def file(request: HttpRequest, adoption: Adoption, file: UUID) -> FileResponse:
    """Evidence of a cell of the viewer's part."""
    return handed_out(file_of(adoption, file))
