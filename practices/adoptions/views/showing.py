"""Who has applied a practice: for everybody on this site, without a name that was not agreed to."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from organisations.people.middleware import PersonRequest
from practices.adoptions.forms import AdoptersForm
from practices.adoptions.queries import current_practice
from practices.adoptions.rules import may_tell
from practices.adoptions.spread import TOLD, Pages, adopters_of, count_of, lines_of, map_of, tally_of


@login_required
@require_safe
def adopters(request: PersonRequest, practice: str) -> HttpResponse:
    """In how many cells, in which committees, and which of those that agreed to be named."""
    found = current_practice(practice)
    if found is None:
        raise Http404
    form = AdoptersForm(request.GET)
    within = form.chosen("within")
    kind, state = form.chosen("type"), form.chosen("state")
    adoptions = adopters_of(
        found, cell_type=kind, state=state, under=within, reader=request.user, today=timezone.localdate()
    )
    where, others = map_of(found, within), 0
    count = None if kind or state else count_of(found)
    if within:
        # One by one they would be known by where they are and what they are: only how many is told.
        count, others = tally_of(adoptions)
        adoptions = adoptions.filter(TOLD)
        others = 0 if kind or not may_tell(where.cells) else others
    pages = Pages(adoptions, count)
    page = pages.get_page(request.GET.get("p"))
    kept = {name: request.GET[name] for name in ("type", "state", "within") if request.GET.get(name)}
    return render(
        request,
        "practices/adoptions/adopters.html",
        {
            "place": "practices",
            "practice": found,
            "form": form,
            "within": within,
            "tiles": where.tiles,
            "others": others,
            "page": page,
            "lines": lines_of(page.object_list),
            "elided": pages.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
            "kept": f"{urlencode(kept)}&" if kept else "",
            "is_narrowed": bool(kind or state),
        },
    )
