"""Roles on the screen: those in force, giving one, one with its history and its end, and one's own."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.widgets.button import HeaderButton

from accounts.models import User
from organisations.granting.forms import EndRoleForm, GiveRoleForm, RolesForm
from organisations.granting.queries import (
    ADMINISTRATORS,
    Wish,
    grant_seen_by,
    grants_listed,
    history_of,
    own_grants,
)
from organisations.granting.rules import ENDED, state_of
from organisations.granting.words import ALLOWS, STATES
from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from organisations.oversight.models import Grant

FOLDER = "organisations/granting"
PAGE = 50


class OfficeRequest(HttpRequest):
    """A request that a guard has let in: its user is signed in."""

    user: User


@for_roles(*ADMINISTRATORS)
@require_safe
def roles(request: OfficeRequest) -> HttpResponse:
    """The roles that the viewer administers; whoever is shown has been read."""
    form = RolesForm(request.GET, viewer=request.user)
    today = timezone.localdate()
    wish = form.wish() if form.is_valid() else Wish()
    page = Paginator(grants_listed(request.user, wish, today=today), PAGE).get_page(request.GET.get("p"))
    _note_readings(request, list(page))
    give = HeaderButton(_("Give a role"), url=reverse("granting:give"), icon_name="plus")
    context = {
        "form": form,
        "page": page,
        "rows": [_row(grant) for grant in page],
        "query": _without_page(request),
        "header_buttons": [give],
        **_heading(_("Roles")),
    }
    return render(request, f"{FOLDER}/roles.html", context, status=200 if form.is_valid() else 422)


@for_roles(*ADMINISTRATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: OfficeRequest) -> HttpResponse:
    """Give a role."""
    today = timezone.localdate()
    form = GiveRoleForm(
        request.POST or None, viewer=request.user, initial={"began": today, **_asked_for(request)}
    )
    if form.is_valid() and (grant := form.give(today=today)):
        messages.success(request, _("The role was given."))
        return redirect("granting:role", grant.public_id)
    context = {"form": form, "back": reverse("granting:roles"), **_heading(_("Give a role"))}
    return render(request, f"{FOLDER}/give.html", context, status=422 if form.is_bound else 200)


@for_roles(*ADMINISTRATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One role: what it allows, who gave it, and from when it is held no longer."""
    today = timezone.localdate()
    grant = grant_seen_by(request.user, public_id, today=today)
    if grant is None:
        raise Http404
    form = EndRoleForm(request.POST or None, initial={"ended": today})
    if form.is_valid() and form.end(grant, by=request.user, today=today):
        messages.success(request, _("The end of the role was entered."))
        return redirect("granting:role", grant.public_id)
    _note_readings(request, [grant])
    context = {
        "form": form,
        "row": _row(grant),
        "history": [(entry, _end_in(entry.data)) for entry in history_of(grant)],
        "back": reverse("granting:roles"),
        **_heading(f"{grant.get_role_display()}: {grant.person}"),
    }
    return render(request, f"{FOLDER}/role.html", context, status=422 if form.is_bound else 200)


@require_safe
def mine(request: OfficeRequest) -> HttpResponse:
    """What the viewer was given herself: which roles, over what, until when."""
    rows = sorted((_row(grant) for grant in own_grants(request.user)), key=lambda row: row["state"] == ENDED)
    context = {"rows": rows, **_heading(_("My roles"), is_first=True)}
    return render(request, f"{FOLDER}/mine.html", context)


def _row(grant: Grant) -> dict[str, Any]:
    state = state_of(grant.began, grant.ended, timezone.localdate())
    return {
        "grant": grant,
        "state": state,
        "said": STATES[state],
        "allows": ALLOWS[Grant.Role(grant.role)],
        "is_open": state != ENDED,
    }


def _end_in(data: dict[str, str]) -> date | None:
    ended = data.get("ended")
    return date.fromisoformat(ended) if ended else None


def _note_readings(request: OfficeRequest, grants: list[Grant]) -> None:
    people = {grant.person_id for grant in grants}
    record_readings(reader=request.user, people=people, screen="roles", now=timezone.now())


def _asked_for(request: OfficeRequest) -> dict[str, Any]:
    """The person and the organisation that another screen named in the address."""
    form = GiveRoleForm(viewer=request.user)
    found = {}
    for name in ("person", "organisation"):
        field: Any = form.fields[name]
        found[name] = next(iter(field.choices.chosen(request.GET.getlist(name))), None)
    return found


def _heading(title: str, *, is_first: bool = False) -> dict[str, Any]:
    first = {"url": reverse("granting:roles"), "label": _("Roles")}
    here = {"url": None, "label": title}
    is_first = is_first or title == first["label"]
    return {
        "page_title": title,
        "breadcrumbs_items": [here] if is_first else [first, here],
        "header_icon": "key",
    }


def _without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("p", None)
    return query.urlencode()
