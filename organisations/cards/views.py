"""From a place to a file of cards: who is there, what printing would do, the file; and one person's cards."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.cards.actions import CardsRefused
from accounts.cards.printing import cards_pdf
from accounts.models import User
from organisations.cards.actions import PrintedCards, PrintedSince, print_cards, take_back_card
from organisations.cards.forms import PeopleForm, PlaceForm
from organisations.cards.queries import (
    Holder,
    cards_of,
    holders_chosen,
    holders_of,
    posts_to_print,
)
from organisations.cards.rules import MOST
from organisations.cards.words import account_in_words, dry_run_in_words, reason_against
from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import MANAGERS

FOLDER = "organisations/cards"
managers = for_roles(*MANAGERS)


class OfficeRequest(HttpRequest):
    """A request that a guard has let in: its user is signed in."""

    user: User


@managers
@require_safe
def place(request: OfficeRequest) -> HttpResponse:
    """Choose a cell or a commune, see who is there and how far each account has come, tick some."""
    if asked := request.GET.get("person"):
        return redirect("cards:person", _public_id(asked))
    form = PlaceForm(request.GET if _names_a_place(request) else None, viewer=request.user)
    if form.leads_out_of_sight:
        raise Http404
    context = {"form": form, "most": MOST, **_heading(_("Sign-in cards"))}
    if form.is_valid():
        context |= _who_is_there(request, form)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, f"{FOLDER}/place.html", context, status=status)


def _names_a_place(request: OfficeRequest) -> bool:
    return not {"organisation", "organisation_text"}.isdisjoint(request.GET)


def _who_is_there(request: OfficeRequest, form: PlaceForm) -> dict[str, Any]:
    organisation, posts = form.cleaned_data["organisation"], form.cleaned_data["posts"]
    held = posts_to_print(organisation, posts, today=timezone.localdate())
    count = held.order_by().values("person").distinct().count()
    holders = holders_of(request.user, held, now=timezone.now()) if count <= MOST else []
    _note_readings(request, holders)
    tick = request.GET.get("tick", "")
    return {
        "organisation": organisation,
        "count": count,
        "is_too_many": count > MOST,
        "rows": [_row(holder, tick) for holder in holders],
        "back": _query(request.GET),
        "tick_all": _query(request.GET, tick="all"),
        "tick_none": _query(request.GET, tick="none"),
    }


@managers
@require_POST
@never_cache
def preview(request: OfficeRequest) -> HttpResponse:
    """What printing for those who are ticked would do; nothing is done yet."""
    form = PeopleForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["people"])))
        return redirect(_way_back(request))
    return _show(request, _chosen(request, form))


@managers
@require_POST
@never_cache
def issue(request: OfficeRequest) -> HttpResponse:
    """The cards as a PDF file: the one answer in which their codes stand."""
    form = PeopleForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["looked_at"]:
        return redirect(_way_back(request))
    holders = _chosen(request, form)
    try:
        printed = _print(request, holders, form.cleaned_data["looked_at"])
    except PrintedSince:
        return _show(request, holders, was_printed_since=True)
    except CardsRefused:
        return _show(request, holders)
    return _file(printed)


def _show(request: OfficeRequest, holders: list[Holder], *, was_printed_since: bool = False) -> HttpResponse:
    """Those for whom no card may be printed are named, and left out."""
    _note_readings(request, holders)
    ready = [holder for holder in holders if holder.may_print]
    context = {
        "rows": [_row(holder) for holder in ready],
        "left_out": [_row(holder) for holder in holders if not holder.may_print],
        "counts": dry_run_in_words(ready),
        "looked_at": timezone.now().isoformat(),
        "back": request.POST.get("back", ""),
        "way_back": _way_back(request),
        "was_printed_since": was_printed_since,
        "days": settings.SIGN_IN_CARD_DAYS,
        **_heading(_("What will be printed")),
    }
    status = 409 if was_printed_since else 200
    return render(request, f"{FOLDER}/preview.html", context, status=status)


def _print(request: OfficeRequest, holders: Sequence[Holder], looked_at: datetime) -> PrintedCards:
    """Cards speak the language of the site, whatever the organiser reads it in."""
    with translation.override(settings.LANGUAGE_CODE):
        printed = print_cards(
            holders=holders,
            by=request.user,
            now=timezone.now(),
            looked_at=looked_at,
            address=settings.WAGTAILADMIN_BASE_URL,
        )
    _note_readings(request, holders)
    return printed


def _file(printed: PrintedCards) -> HttpResponse:
    with translation.override(settings.LANGUAGE_CODE):
        pdf = cards_pdf(
            printed.faces,
            site_name=settings.WAGTAIL_SITE_NAME,
            address=settings.WAGTAILADMIN_BASE_URL,
            valid_until=printed.valid_until,
        )
    name = f"the-dang-nhap-{timezone.localtime():%Y-%m-%d-%H%M}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@managers
@require_safe
def person(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One person's account and every card it was given; from here a new one, or taking one back."""
    [holder] = _holders(request, [public_id])
    _note_readings(request, [holder])
    account = holder.person.account
    now = timezone.now()
    context = {
        "row": _row(holder),
        "cards": [(card, card.is_open(now)) for card in cards_of(account)] if account else [],
        "back": f"person={public_id}",
        **_heading(holder.person.full_name),
    }
    return render(request, f"{FOLDER}/person.html", context)


@managers
@require_POST
def revoke(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take back the card that somebody lost."""
    [holder] = _holders(request, [public_id])
    try:
        was_open = take_back_card(holder=holder, by=request.user, now=timezone.now())
    except CardsRefused:
        messages.error(request, reason_against(holder))
    else:
        said = _("The card no longer opens anything.") if was_open else _("There was no open card.")
        messages.success(request, said)
    return redirect("cards:person", public_id)


def _chosen(request: OfficeRequest, form: PeopleForm) -> list[Holder]:
    return _holders(request, form.cleaned_data["people"])


def _holders(request: OfficeRequest, chosen: Sequence[UUID]) -> list[Holder]:
    return holders_chosen(request.user, chosen, today=timezone.localdate(), now=timezone.now())


def _row(holder: Holder, tick: str = "") -> dict[str, Any]:
    ticked = {"all": holder.may_print, "none": False}.get(tick, holder.is_chosen_at_first)
    return {
        "holder": holder,
        "person": holder.person,
        "post": holder.post,
        "account": holder.person.account,
        "said": account_in_words(holder.state),
        "reason": reason_against(holder),
        "ticked": ticked,
    }


def _note_readings(request: OfficeRequest, holders: Sequence[Holder]) -> None:
    people = [holder.person.pk for holder in holders]
    record_readings(reader=request.user, people=people, screen="cards", now=timezone.now())


def _public_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _heading(title: str) -> dict[str, Any]:
    first = {"url": reverse("cards:print"), "label": _("Sign-in cards")}
    here = {"url": None, "label": title}
    return {
        "page_title": title,
        "breadcrumbs_items": [here] if title == first["label"] else [first, here],
        "header_icon": "mobile-alt",
    }


def _query(asked: QueryDict, **more: str) -> str:
    query = asked.copy()
    query.pop("tick", None)
    for name, value in more.items():
        query[name] = value
    return query.urlencode()


def _way_back(request: HttpRequest) -> str:
    return f"{reverse('cards:print')}?{QueryDict(request.POST.get('back', '')).urlencode()}"
