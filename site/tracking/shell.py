"""The frame of organisers' pages: who may come, and the places between which they go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisations.oversight.guards import for_roles
from organisations.oversight.models import Grant
from organisations.oversight.queries import OVERSEERS


@dataclass(frozen=True, slots=True)
class Place:
    """A place of organisers, in the masthead of a desktop and in the bar at the bottom of a phone."""

    name: str
    url_name: str
    label: Promise
    icon: str


PLACES = (
    Place("following", "tracking:following", _("Follow up"), "chart"),
    Place("assigning", "tracking:assignments", _("Assign"), "todo"),
    Place("reporting", "tracking:layouts", _("Reports"), "print"),
    Place("learning", "home", _("Learn"), "book"),
)

WITHOUT_NAMES = (Grant.Role.LECTURER, Grant.Role.REVIEWER)
"""Roles that learn what is hard for whom, never who it is."""

for_overseers = for_roles(*OVERSEERS)
"""Let those in who oversee a part of the tree; everybody else finds nothing at the address."""


def organisers_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, place: str, status: int = 200
) -> HttpResponse:
    """A page in the organisers' frame; `place` names where it belongs."""
    frame = {"place": place, "places": [_told(one) for one in PLACES]}
    return render(request, template, {**frame, **context}, status=status)


def _told(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "label": place.label,
        "icon": place.icon,
        "address": reverse(place.url_name),
        "beneath": "",
        "holds": [place.name],
    }
