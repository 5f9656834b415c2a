"""The tree on the screen, level by level and on any day; one organisation; entering and editing one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from organisations.appointments.queries import holders_in
from organisations.browsing.changes import changes_of
from organisations.browsing.forms import EditingForm, FoundingForm, Look, LookForm
from organisations.browsing.lineage import became, came_from, periods_of
from organisations.browsing.queries import (
    LEVEL,
    Row,
    found_in_tree,
    level_under,
    rows_of,
    standing_seen,
    tops,
    ways_to,
)
from organisations.browsing.signals import Figure, figures_within
from organisations.browsing.undoing import told_with_undoing
from organisations.oversight.actions import record_readings
from organisations.oversight.crumbs import address_of, crumbs_to, tree_crumb
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import (
    MANAGERS,
    OVERSEERS,
    has_role,
    organisations_overseen_by,
    oversees_everything,
)
from organisations.reorganising.queries import managed_by, reorganisable_by
from organisations.reorganising.refusals import REFUSALS, said
from organisations.tree.actions import edit_organisation
from organisations.tree.models import Organisation, Standing

HITS = 50


@for_roles(*OVERSEERS)
def tree(request: HttpRequest) -> HttpResponse:
    """Where the viewer's part of the tree begins; what she looks for, where she does."""
    viewer: Any = request.user
    form = LookForm(request.GET)
    look = form.look
    context = {
        "page_title": _("Tree of organisations"),
        "breadcrumbs_items": [{"url": None, "label": _("Tree of organisations")}],
        "header_icon": "list-ul",
        "form": form,
        "look": look,
        "may_found_top": oversees_everything(viewer),
    }
    shown = _hits(request, viewer, look) if look.is_search else _tops(request, viewer, look)
    return render(request, "organisations/browsing/tree.html", {**context, **shown})


def _hits(request: HttpRequest, viewer: User, look: Look) -> dict[str, Any]:
    found = found_in_tree(
        viewer,
        look.day,
        text=look.text,
        kind=look.kind,
        cell_type=look.cell_type,
        closed=look.closed,
    )
    page = Paginator(found, HITS).get_page(request.GET.get("p"))
    standings = list(page.object_list)
    rows = rows_of(standings, look.day, above=ways_to(standings, viewer, look.day))
    _note_readings(viewer, rows)
    return {
        "page": page,
        "hits": rows,
        "elided_page_range": page.paginator.get_elided_page_range(page.number),
    }


def _tops(request: HttpRequest, viewer: User, look: Look) -> dict[str, Any]:
    rows = rows_of(list(tops(viewer, look.day)), look.day)
    _note_readings(viewer, rows)
    if len(rows) != 1:
        return {"rows": rows}
    # Whoever oversees one organisation comes to see what stands under it.
    [top] = rows
    return {"rows": rows, "open": top, **_level(request, viewer, top.organisation, look)}


def _level(request: HttpRequest, viewer: User, parent: Organisation, look: Look) -> dict[str, Any]:
    page = _page(request, level_under(parent, look.day, closed=look.closed))
    below = rows_of(list(page.object_list), look.day)
    _note_readings(viewer, below)
    return {"page": page, "below": below, "parent": parent, "look": look}


def _page(request: HttpRequest, standings: QuerySet[Standing]) -> Page[Standing]:
    return Paginator(standings, LEVEL).get_page(request.GET.get("p"))


def _note_readings(viewer: User, rows: Sequence[Row]) -> None:
    """A row names who is secretary."""
    people = {row.secretary.person_id for row in rows if row.secretary}
    record_readings(reader=viewer, people=people, screen="tree", now=timezone.now())


@for_roles(*OVERSEERS)
def level(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What stands under one organisation; `part` asks for the rows alone, to be opened in place."""
    viewer: Any = request.user
    form = LookForm(request.GET)
    look = form.look
    organisation, standing = _seen(viewer, public_id, look)
    context = _level(request, viewer, organisation, look)
    if request.GET.get("part"):
        return render(request, "organisations/browsing/_level.html", context)
    context |= {
        "page_title": _("Under %s") % standing,
        "breadcrumbs_items": crumbs_to(organisation, viewer, _("What stands under it")),
        "header_icon": "list-ul",
        "form": form,
        "standing": standing,
    }
    return render(request, "organisations/browsing/level.html", context)


def _seen(viewer: User, public_id: UUID, look: Look) -> tuple[Organisation, Standing]:
    """An organisation and how it stood; 404 where the viewer did not oversee it that day."""
    organisation = get_object_or_404(
        organisations_overseen_by(viewer, on=look.day).select_related("kind", "parent__kind"),
        public_id=public_id,
    )
    standing = standing_seen(viewer, organisation, look.day)
    if standing is None:
        raise Http404
    return organisation, standing


def _was_founded_later(viewer: User, public_id: UUID, look: Look) -> bool:
    seen = organisations_overseen_by(viewer).filter(public_id=public_id)
    return seen.filter(founded_on__gt=look.day).exists()


@for_roles(*OVERSEERS)
def organisation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One organisation: what it is, who holds posts there, where it came from and what became of it."""
    viewer: Any = request.user
    form = LookForm(request.GET)
    look = form.look
    if not look.is_today and _was_founded_later(viewer, public_id, look):
        messages.warning(request, _("It did not stand yet on that day. This is how it stands today."))
        return redirect("browsing:organisation", public_id)
    found, standing = _seen(viewer, public_id, look)
    holders = list(holders_in(found, look.day))
    context: dict[str, Any] = {
        **_level(request, viewer, found, look),
        "page_title": standing.name,
        "header_icon": "group",
        "form": form,
        "organisation": found,
        "standing": standing,
        "way": ways_to([standing], viewer, look.day)[standing.path],
        "holders": holders,
        **_what_stands_of_it_today(viewer, found, look, standing),
        **_what_may_be_done(viewer, found, look),
    }
    named = {pk for told in context.get("retellings", ()) for pk in told.people}
    people = named | {post.person_id for post in holders}
    record_readings(reader=viewer, people=people, screen="organisation", now=timezone.now())
    return render(request, "organisations/browsing/organisation.html", context)


def _what_stands_of_it_today(
    viewer: User, found: Organisation, look: Look, standing: Standing
) -> dict[str, Any]:
    """Its lineage, its log and who answers there: for who oversees it still. What became of one that went
    out of the viewer's sight is not hers to read; she sees it up to the day she looks at."""
    if not organisations_overseen_by(viewer).filter(pk=found.pk).exists():
        periods = [period for period in periods_of(found, viewer) if period.began <= look.day]
        return {
            "breadcrumbs_items": [tree_crumb(), {"url": None, "label": str(standing)}],
            "periods": periods,
        }
    return {
        "is_hers": True,
        "breadcrumbs_items": crumbs_to(found, viewer),
        "periods": periods_of(found, viewer),
        "came_from": came_from(found, viewer),
        "became": became(found, viewer),
        "retellings": told_with_undoing(found, viewer),
        "figures": _figures(found, look) if look.is_today else [],
        "changes": changes_of(found),
    }


def _figures(found: Organisation, look: Look) -> list[tuple[Figure, int]]:
    """What the rooms above count within it, each with its number."""
    return [(figure, figure.count()) for figure in figures_within(found, look.day)]


@for_roles(*OVERSEERS)
def figure(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    """The list behind a figure of an organisation's page."""
    viewer: Any = request.user
    found = get_object_or_404(organisations_overseen_by(viewer), public_id=public_id)
    asked = next((one for one in figures_within(found, timezone.localdate()) if one.key == key), None)
    if asked is None:
        raise Http404
    page = Paginator(asked.rows, LEVEL).get_page(request.GET.get("p"))
    rows = list(page.object_list)
    if asked.is_of_people:
        record_readings(
            reader=viewer, people=[one.pk for one in rows], screen="organisation", now=timezone.now()
        )
    told = asked.told(rows)
    context = {
        "page_title": f"{asked.title}: {found}",
        "breadcrumbs_items": crumbs_to(found, viewer, str(asked.title)),
        "header_icon": "group",
        "figure": asked,
        "page": page,
        "lines": [(one, list(zip(asked.columns, told.get(one.pk, ()), strict=False))) for one in rows],
        "elided_page_range": page.paginator.get_elided_page_range(page.number),
    }
    return render(request, "organisations/browsing/figure.html", context)


def _what_may_be_done(viewer: User, found: Organisation, look: Look) -> dict[str, bool]:
    """The past and what is closed are for reading."""
    is_live = look.is_today and found.is_open
    return {
        "may_edit": look.is_today and managed_by(viewer).filter(pk=found.pk).exists(),
        "may_reorganise": is_live and reorganisable_by(viewer).filter(pk=found.pk).exists(),
        "is_its_top": is_live and has_role(viewer, *MANAGERS),
    }


@for_roles(*MANAGERS)
def add(request: HttpRequest, public_id: UUID | None = None) -> HttpResponse:
    """Enter an organisation under another; at the top, for who oversees everything."""
    viewer: Any = request.user
    parent = _place_for(viewer, public_id)
    form = FoundingForm(request.POST or None, viewer=viewer, parent=parent)
    if form.is_valid():
        try:
            outcome = form.found(timezone.now())
        except REFUSALS as refusal:
            field, sentence = said(refusal)
            form.add_error(field if field in form.fields else None, sentence)
        else:
            [made] = outcome.founded
            messages.success(request, _("%s is entered.") % made.name)
            return redirect(address_of(made))
    title = _("Add an organisation")
    context = {
        "page_title": _("Add an organisation under %s") % parent if parent else title,
        "breadcrumbs_items": crumbs_to(parent, viewer, title) if parent else [{"url": None, "label": title}],
        "header_icon": "plus",
        "form": form,
        "back": address_of(parent) if parent else redirect("browsing:tree").url,
    }
    return render(request, "organisations/browsing/add.html", context, status=422 if form.errors else 200)


def _place_for(viewer: User, public_id: UUID | None) -> Organisation | None:
    if public_id is None:
        if not oversees_everything(viewer):
            raise Http404
        return None
    places = managed_by(viewer).filter(is_open=True, kind__is_cell=False)
    return get_object_or_404(places.select_related("kind"), public_id=public_id)


@for_roles(*MANAGERS)
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put right the code, the address, the contact."""
    viewer: Any = request.user
    found = get_object_or_404(managed_by(viewer).select_related("kind"), public_id=public_id)
    form = EditingForm(request.POST or None, viewer=viewer, organisation=found)
    if form.is_valid():
        edit_organisation(organisation=found, by=viewer, **form.changes())
        messages.success(request, _("The details are saved."))
        return redirect(address_of(found))
    context = {
        "page_title": _("Edit details of %s") % found,
        "breadcrumbs_items": crumbs_to(found, viewer, _("Edit details")),
        "header_icon": "edit",
        "form": form,
        "lead": _("A new name, kind or place is entered as a reorganisation, so that the old one is kept."),
        "back": address_of(found),
    }
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)
