"""The list of people."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import MANAGERS, OVERSEERS, has_role
from organisations.personnel.forms import ListForm
from organisations.personnel.queries import PeoplePage, people_page
from organisations.personnel.views.frame import FOLDER, OfficeRequest


@for_roles(*OVERSEERS)
def people(request: OfficeRequest) -> HttpResponse:
    """The people whom the viewer oversees, a page at a time; who is shown goes into the log."""
    form = ListForm(request.GET, viewer=request.user)
    page, now = PeoplePage(), timezone.now()
    if form.is_valid():
        page = people_page(request.user, form.wish(), now=now)
        shown = [row.person.pk for row in page.rows]
        record_readings(reader=request.user, people=shown, screen="people", now=now)
    context = {
        "form": form,
        "page": page,
        "turning": _turning(request.GET, page),
        "day": form.cleaned_data.get("on"),
        "asks": bool(form.cleaned_data.get("q")) or form.asks_for_more_than_words,
        **_heading(request),
    }
    return render(request, f"{FOLDER}/list.html", context, status=200 if form.is_valid() else 422)


def _heading(request: OfficeRequest) -> dict[str, Any]:
    return {
        "page_title": _("People"),
        "breadcrumbs_items": [{"url": None, "label": _("People")}],
        "header_icon": "user",
        "manages": has_role(request.user, *MANAGERS),
    }


def _turning(asked: QueryDict, page: PeoplePage) -> dict[str, str]:
    """The queries of the first, the previous and the next page, as far as there are any."""
    turning = {}
    if page.has_previous:
        turning["first"] = _query(asked)
    if page.rows and page.has_previous:
        turning["previous"] = _query(asked, before=str(page.rows[0].person.public_id))
    if page.rows and page.has_next:
        turning["next"] = _query(asked, after=str(page.rows[-1].person.public_id))
    return turning


def _query(asked: QueryDict, **turned: str) -> str:
    query = asked.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    for name, value in turned.items():
        query[name] = value
    return query.urlencode()
