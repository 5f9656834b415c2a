"""Following up: the table of a part of the tree, the people behind its figures, and whom to call."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.returning import way_back
from organisations.oversight.actions import access_person, record_readings
from organisations.oversight.queries import MANAGERS, has_role, places_overseen_by
from tracking.counting.queries import State, figures_beneath
from tracking.following.actions import record_call
from tracking.following.asking import Sight, sight_of
from tracking.following.calling import ToCall, to_call
from tracking.following.columns import COLUMNS
from tracking.following.comparing import comparison_of, over_time
from tracking.following.forms import STATES, CallForm, ListForm, asked_today
from tracking.following.learners import learners_of
from tracking.following.models import Call
from tracking.following.queries import (
    called_lately,
    figure_of,
    finished_by,
    heard_of,
    last_calls,
    obligations_of,
    people_to_call,
    pressing_of,
    progress_of,
    ranking_within,
    told,
    trends_beneath,
    units_at,
)
from tracking.following.remembering import remember
from tracking.following.rules import month_ends
from tracking.following.table import SORT, headlines, rows_of, table_of, total_of
from tracking.following.words import crumbs, unit_address
from tracking.shell import WITHOUT_NAMES, organisers_page

FOLDER = "tracking/following"
A_PAGE = 50
FIRST_CALLS = 5
MOST_TO_CALL = 200
"""Of one part of the tree at a time; nobody calls more in a day, and the parts beneath have their own."""
PAGE = "trang"
NOT_ASKED: Mapping[int, Call] = MappingProxyType({})


@login_required
@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """The viewer's part of the tree; of several she chooses one. Who may not see names is led to the
    weaknesses."""
    viewer, today, to = cast(User, request.user), timezone.localdate(), "tracking:unit"
    places = places_overseen_by(viewer, on=today)
    remember(request, is_overseer=bool(places))
    if not places:
        places, to = places_overseen_by(viewer, roles=WITHOUT_NAMES, on=today), "tracking:weaknesses"
    units = units_at(places, today) if places else []
    if not units:
        raise Http404
    if len(units) == 1:
        return redirect(to, units[0].organisation.public_id)
    return _page(request, "choose", {"units": units, "to": to})


@login_required
@require_safe
def unit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One level of the tree: its figures, what stands beneath it, whom to call."""
    sight = sight_of(request, public_id)
    if not sight.stood:
        return _page(request, "not_yet", _frame(request, sight))
    context = {**_frame(request, sight), **_figures(request, sight), "columns": COLUMNS}
    if sight.unit.is_cell:
        context["learners"] = _listed(request, sight, _people(sight)[:A_PAGE])
    if sight.asked.question.is_of_today:
        context["calls"] = _first_calls(request, sight)
    return _page(request, "unit", context)


@login_required
@require_safe
def compare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Units beside the mean of all of them, and the unit over the last twelve months."""
    sight = sight_of(request, public_id)
    if not sight.stood:
        return _page(request, "not_yet", _frame(request, sight))
    unit, question = sight.unit, sight.asked.question
    rows = rows_of(unit, figures_beneath(unit.place, unit.children, question), {})
    total = total_of(rows)
    ends = month_ends(question.on)
    context = {
        **_frame(request, sight, onward=True),
        "over_time": over_time(ends, finished_by(ends, unit.path, question), total.owed),
        "comparison": comparison_of(rows, total.share_finished, sight.asked, ranking_within(unit.path)),
    }
    return _page(request, "compare", context)


@login_required
@require_safe
def people(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who stands behind a figure: as many as the figure says."""
    sight = sight_of(request, public_id)
    if not sight.stood:
        return _page(request, "not_yet", _frame(request, sight))
    form = ListForm(request.GET)
    wanted = form.wanted()
    rows = obligations_of(
        sight.unit,
        sight.asked.question,
        wanted.state,
        own=wanted.own,
        lately=wanted.lately,
        name=wanted.name,
    )
    pages = Paginator(rows, A_PAGE)
    if wanted.is_a_figure and sight.asked.question.is_of_today:
        # As many as the figure says, which is stored: nobody counts them.
        pages.count = figure_of(sight.unit, sight.asked.question, wanted.state, own=wanted.own)
    page = pages.get_page(request.GET.get(PAGE))
    context = {
        **_frame(request, sight, onward=True),
        "list_form": form,
        "wanted": wanted,
        "page": page,
        "learners": _listed(request, sight, page.object_list),
        "query": _query_of_pages(request),
        "who": STATES[wanted.state],
        "back": unit_address(sight.unit.organisation, sight.asked),
    }
    return _page(request, "people", context)


@login_required
@require_safe
def calls(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everybody to call today, by need; and who has been called these days."""
    sight = sight_of(request, public_id, today_only=True)
    question, path, now = sight.asked.question, sight.unit.path, timezone.now()
    everybody = people_to_call(path, question, now, MOST_TO_CALL + 1)
    page = Paginator(everybody[:MOST_TO_CALL], A_PAGE).get_page(request.GET.get(PAGE))
    numbers = list(page.object_list)
    these_days = called_lately(path, question, now)
    _log(request, [*numbers, *(call.person_id for call in these_days)], now)
    context = {
        **_frame(request, sight, onward=True),
        "page": page,
        "has_more": len(everybody) > MOST_TO_CALL,
        "query": _query_of_pages(request),
        "calls": _calls(sight, numbers, now, first=page.start_index(), called=last_calls(numbers)),
        "called": these_days,
        "may_call": has_role(sight.viewer, *MANAGERS),
        "form": CallForm(label_suffix=""),
    }
    return _page(request, "calls", context)


@login_required
@require_POST
def called(request: HttpRequest, public_id: UUID, person: UUID) -> HttpResponse:
    """She has been called; back to the list."""
    now = timezone.now()
    sight = sight_of(request, public_id, today_only=True)
    found = access_person(viewer=sight.viewer, public_id=person, screen="calls", now=now, roles=MANAGERS)
    form = CallForm(request.POST)
    if form.is_valid():
        record_call(person=found, by=sight.viewer, note=form.cleaned_data["note"], now=now)
        messages.success(request, _("Noted: %(name)s was called.") % {"name": found.full_name})
    else:
        messages.error(request, _("That note is too long. Please write at most 300 letters."))
    here = reverse("tracking:calls", args=[public_id])
    return redirect(way_back(request, request.POST.get("next"), otherwise=here))


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return organisers_page(request, f"{FOLDER}/{name}.html", context, place="following")


def _frame(request: HttpRequest, sight: Sight, *, onward: bool = False) -> dict[str, Any]:
    return {
        "unit": sight.unit,
        "form": sight.form,
        "asked": sight.asked,
        "kept": sight.asked.query(),
        "kept_today": asked_today(sight.asked).query(),
        "sort": request.GET.get(SORT, ""),
        "crumbs": crumbs(sight.unit, sight.asked, onward=onward),
    }


def _figures(request: HttpRequest, sight: Sight) -> dict[str, Any]:
    unit, question = sight.unit, sight.asked.question
    figures = figures_beneath(unit.place, unit.children, question)
    table = table_of(
        unit, sight.asked, figures, trends_beneath(unit.path, question), request.GET.get(SORT, "")
    )
    return {"table": table, "headlines": headlines(unit, sight.asked, table.figures)}


def _people(sight: Sight) -> Any:
    return obligations_of(sight.unit, sight.asked.question, State.OWED)


def _listed(request: HttpRequest, sight: Sight, page: Any) -> list[Any]:
    """Whoever is shown here has been read: it goes into the log."""
    rows = told(page)
    _log(request, [row.person_id for row in rows], timezone.now())
    return learners_of(rows, progress_of(rows), sight.asked, sight.unit.path)


def _first_calls(request: HttpRequest, sight: Sight) -> list[ToCall]:
    now = timezone.now()
    numbers = people_to_call(sight.unit.path, asked_today(sight.asked).question, now, FIRST_CALLS)
    _log(request, numbers, now)
    return _calls(sight, numbers, now)


def _calls(
    sight: Sight,
    numbers: list[int],
    now: datetime,
    *,
    first: int = 1,
    called: Mapping[int, Call] = NOT_ASKED,
) -> list[ToCall]:
    path = sight.unit.path
    pressing = pressing_of(numbers, path, asked_today(sight.asked).question)
    heard = heard_of(numbers, now)
    return [
        to_call(
            number,
            pressing[person],
            path,
            sight.today,
            heard=heard.get(person),
            last_call=called.get(person),
        )
        for number, person in enumerate(numbers, start=first)
        if pressing[person]  # else she finished while the page was made
    ]


def _log(request: HttpRequest, people: list[int], now: datetime) -> None:
    record_readings(
        reader=cast(User, request.user), people=dict.fromkeys(people), screen="following", now=now
    )


def _query_of_pages(request: HttpRequest) -> str:
    """What stands in an address in front of the number of a page."""
    asked = request.GET.copy()
    asked.pop(PAGE, None)
    return f"{asked.urlencode()}&" if asked else ""
