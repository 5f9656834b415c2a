"""Who has applied a practice: for everybody on this site, without a name that was not agreed to."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from organisations.people.middleware import PersonRequest
from practices.adoptions.forms import AdoptersForm
from practices.adoptions.queries import adoptions_led_by, current_practice
from practices.adoptions.spread import PAGE, adopters_of, lines_of, tiles_of, top_of_the_map, way_down_to


@login_required
@require_safe
def adopters(request: PersonRequest, practice: str) -> HttpResponse:
    """In how many cells, in which committees, and which of those that agreed to be named."""
    found = current_practice(practice)
    if found is None:
        raise Http404
    form = AdoptersForm(request.GET)
    within = form.chosen("within")
    adoptions = adopters_of(found, cell_type=form.chosen("type"), state=form.chosen("state"), under=within)
    page = Paginator(adoptions, PAGE).get_page(request.GET.get("p"))
    own = adoptions_led_by(request.person, timezone.localdate()).filter(practice=found)
    top = within or top_of_the_map()
    kept = {name: request.GET[name] for name in ("type", "state", "within") if request.GET.get(name)}
    return render(
        request,
        "practices/adoptions/adopters.html",
        {
            "place": "practices",
            "practice": found,
            "form": form,
            "within": within,
            "way": way_down_to(within) if within else [],
            "tiles": tiles_of(found, top),
            "page": page,
            "lines": lines_of(list(page.object_list), set(own.values_list("pk", flat=True))),
            "elided": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
            "kept": f"{urlencode(kept)}&" if kept else "",
            "is_narrowed": bool(form.chosen("type") or form.chosen("state")),
        },
    )
