"""What choosers find while somebody types, as lines to put under the search box."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from organisations.oversight.choosers import Choices, OrganisationChoices, PersonChoices
from organisations.oversight.guards import for_roles
from organisations.oversight.models import Grant
from organisations.oversight.queries import OVERSEERS

CHOOSERS: tuple[str, ...] = (*OVERSEERS, Grant.Role.HOST, Grant.Role.LECTURER, Grant.Role.REVIEWER)
"""Roles that a form may choose by; each within its own part of the tree."""


@for_roles(*CHOOSERS)
def results(request: HttpRequest, what: str) -> HttpResponse:
    """Lines of organisations (`to-chuc`) or people (`nguoi`) that answer to `q`."""
    found, more = _choices(request, what).results(request.GET.get("q", ""))
    widget = {
        "name": request.GET.get("name", ""),
        "kind": "checkbox" if request.GET.get("many") else "radio",
        "found": found,
        "more": more,
        "text": request.GET.get("q", "").strip(),
    }
    return render(request, "organisations/choosers/_results.html", {"widget": widget})


def _choices(request: HttpRequest, what: str) -> Choices[Any]:
    viewer: Any = request.user
    # Whatever is asked for, a role counts only where the viewer holds it.
    asked = request.GET.get("roles", "").split(",")
    roles = tuple(role for role in CHOOSERS if role in asked) or OVERSEERS
    if what == PersonChoices.what:
        return PersonChoices(viewer, roles)
    if what == OrganisationChoices.what:
        return OrganisationChoices(viewer, roles, above_cells=bool(request.GET.get("above_cells")))
    raise Http404
