"""Reports on the screen and as files: whoever sees one may take it along, of the same rows."""

from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from tracking.layouts.forms import AskForm, as_typed
from tracking.layouts.given import GIVEN, Layout
from tracking.layouts.making import KIND, Made, make, wish_of
from tracking.layouts.queries import (
    layout_called,
    layouts_of,
    may_change,
    saved_layout,
    units_to_choose,
    way_to_unit,
)
from tracking.layouts.words import ROWS
from tracking.reports.delivering import deliver
from tracking.reports.kinds import NotHers
from tracking.reports.presenting import shown
from tracking.reports.writing.formats import FORMATS
from tracking.shell import for_overseers, organisers_page

ROWS_A_PAGE = 100
_PAGE = "trang"


@for_overseers
@require_safe
def layouts(request: HttpRequest) -> HttpResponse:
    saved = layouts_of(cast(User, request.user)).select_related("organisation", "owner")
    return _page(request, "layouts", {"given": GIVEN.values(), "saved": saved})


@for_overseers
@require_safe
def report(request: HttpRequest, key: str) -> HttpResponse:
    layout = layout_or_404(request, key)
    form = AskForm(typed(request, layout), layout=layout, viewer=cast(User, request.user))
    if not form.is_valid():
        return _page(request, "report", {"layout": layout, "form": form, **_own(request, key)}, status=422)
    made = made_or_404(request, layout, form)
    form.offer_units(*_units(made))
    start = (_number(request) - 1) * ROWS_A_PAGE
    query = query_of(made)
    context = {
        "layout": layout,
        "form": form,
        "made": made,
        "sheet": shown(made.sheet(start, start + ROWS_A_PAGE)),
        "way": _way(made),
        "query": query,
        "forms": FORMATS.values(),
        "may_copy": layout.rows in ROWS,
        "pages": _pages(made, query, _number(request)),
        **_own(request, key),
    }
    return _page(request, "report", context)


@for_overseers
@require_safe
def report_file(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    layout = layout_or_404(request, key)
    asking = AskForm(typed(request, layout), layout=layout, viewer=cast(User, request.user))
    if not asking.is_valid():
        raise Http404
    return deliver(
        request,
        kind=KIND,
        wish=wish_of(layout, asking.asked()),
        form=form,
        by=cast(User, request.user),
        now=timezone.now(),
        back=f"{reverse('tracking:report', args=[key])}?{request.GET.urlencode()}",
    )


def layout_or_404(request: HttpRequest, key: str) -> Layout:
    try:
        return layout_called(key, cast(User, request.user))
    except NotHers:
        raise Http404 from None


def made_or_404(request: HttpRequest, layout: Layout, form: AskForm) -> Made:
    try:
        return make(layout=layout, asked=form.asked(), viewer=cast(User, request.user), now=timezone.now())
    except NotHers:
        raise Http404 from None


def query_of(made: Made) -> str:
    """What was asked, as the rest of an address; the unit is named even where it was not."""
    typed = {**as_typed(made.asked), "unit": made.ground.unit.organisation.public_id}
    return urlencode(typed, doseq=True)


def typed(request: HttpRequest, layout: Layout) -> QueryDict:
    """What came with the address; what the layout asks for where nothing did."""
    if any(name in request.GET for name in AskForm.base_fields):
        return request.GET
    data = QueryDict(mutable=True)
    for name, value in as_typed(layout.asked).items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return data


def _units(made: Made) -> tuple[Any, Any]:
    ground = made.ground
    return units_to_choose(ground.viewer, ground.unit, on=ground.on, today=made.today), ground.unit


def _way(made: Made) -> list[tuple[str, str]]:
    """The units above, each with the same report of it."""
    ground = made.ground
    above = way_to_unit(ground.viewer, ground.unit, on=ground.on, today=made.today)
    typed = as_typed(made.asked)
    return [
        (unit.name, urlencode({**typed, "unit": unit.organisation.public_id}, doseq=True)) for unit in above
    ]


def _own(request: HttpRequest, key: str) -> dict[str, Any]:
    """Of a saved layout, whether she may change it."""
    viewer = cast(User, request.user)
    saved = saved_layout(viewer, key)
    return {"saved": saved, "may_change": saved is not None and may_change(saved, viewer)}


def _number(request: HttpRequest) -> int:
    asked = request.GET.get(_PAGE, "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def _pages(made: Made, query: str, number: int) -> dict[str, Any]:
    """The pages before and after this one, where the rows do not fit into one."""
    last = max(1, -(-made.lines.count // ROWS_A_PAGE))
    return {
        "number": number,
        "last": last,
        "before": f"{query}&{_PAGE}={number - 1}" if number > 1 else "",
        "after": f"{query}&{_PAGE}={number + 1}" if number < last else "",
    }


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    template = f"tracking/layouts/{name}.html"
    return organisers_page(request, template, context, place="reporting", status=status)
