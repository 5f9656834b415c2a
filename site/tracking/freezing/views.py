"""Frozen reports: made, looked at, signed, checked, set beside each other."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from tracking.freezing.actions import (
    FreezeRefusal,
    FrozenAlready,
    check_freezable,
    discard_freeze,
    freeze_report,
    sign_freeze,
)
from tracking.freezing.comparing import KIND as COMPARISON
from tracking.freezing.comparing import comparison
from tracking.freezing.forms import ReasonForm, SignForm, said
from tracking.freezing.kinds import KIND
from tracking.freezing.models import Freeze
from tracking.freezing.queries import (
    Moved,
    can_be_compared,
    comparable_with,
    freezes_seen_by,
    is_untouched,
    may_handle,
    moved_since,
)
from tracking.freezing.writing import asked_again, layout_of, sheet_of
from tracking.layouts.forms import AskForm
from tracking.layouts.making import make
from tracking.layouts.views import layout_or_404, made_or_404, query_of, typed
from tracking.reports.delivering import deliver
from tracking.reports.kinds import NotHers
from tracking.reports.presenting import shown
from tracking.reports.writing.formats import FORMATS
from tracking.shell import for_overseers, organisers_page

MOST = 200


@for_overseers
@require_safe
def freezes(request: HttpRequest) -> HttpResponse:
    return _page(request, "freezes", {"freezes": freezes_seen_by(_viewer(request))[:MOST]})


@for_overseers
def freeze(request: HttpRequest, key: str) -> HttpResponse:
    """A second look at what will be frozen; then it is."""
    layout = layout_or_404(request, key)
    form = AskForm(typed(request, layout), layout=layout, viewer=cast(User, request.user))
    back = reverse("tracking:report", args=[key])
    if not form.is_valid():
        return redirect(f"{back}?{request.GET.urlencode()}")
    made = made_or_404(request, layout, form)
    try:
        check_freezable(made)
        if request.method == "POST":
            kept = freeze_report(made=made, now=timezone.now())
            messages.success(request, _("Frozen. Whoever answers for the figures now signs."))
            return redirect("tracking:frozen", kept.public_id)
    except FrozenAlready as refused:
        messages.info(request, said(refused))
        return redirect("tracking:frozen", refused.freeze.public_id) if refused.freeze else redirect(back)
    except FreezeRefusal as refused:
        messages.error(request, said(refused))
        return redirect(f"{back}?{query_of(made)}")
    return _page(request, "freeze", {"made": made, "sheet": shown(made.sheet()), "query": query_of(made)})


@for_overseers
@require_safe
def frozen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _or_404(request, public_id)
    context = {
        "freeze": found,
        "sheet": shown(sheet_of(found)),
        "forms": FORMATS.values(),
        "others": comparable_with(found),
        "successor": found.successors.filter(discarded_at=None).first(),
        "moved": _moved(request, found),
        "may_handle": may_handle(_viewer(request), found.organisation_id),
    }
    return _page(request, "frozen", context)


@for_overseers
@require_safe
def frozen_file(request: HttpRequest, public_id: UUID, form: str) -> HttpResponseBase:
    found = _or_404(request, public_id)
    wish = {"freeze": str(found.public_id)}
    return _deliver(request, KIND, wish, form, reverse("tracking:frozen", args=[public_id]))


@for_overseers
@require_safe
def check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The fingerprint is computed once more."""
    found = _or_404(request, public_id)
    untouched, fingerprint = is_untouched(found)
    context = {"freeze": found, "is_untouched": untouched, "fingerprint": fingerprint}
    return _page(request, "check", context)


@for_overseers
@require_safe
def compare(request: HttpRequest, public_id: UUID, other: UUID) -> HttpResponse:
    one, second = _or_404(request, public_id), _or_404(request, other)
    if not can_be_compared(one, second):
        raise Http404
    sheet, _count = comparison(one, second)
    context = {"freeze": one, "other": second, "sheet": shown(sheet), "forms": FORMATS.values()}
    return _page(request, "compare", context)


@for_overseers
@require_safe
def compare_file(request: HttpRequest, public_id: UUID, other: UUID, form: str) -> HttpResponseBase:
    wish = {"before": str(public_id), "after": str(other)}
    back = reverse("tracking:compare_frozen", args=[public_id, other])
    return _deliver(request, COMPARISON, wish, form, back)


@for_overseers
def sign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _handled_or_404(request, public_id)
    form = SignForm(request.POST or None, signer=_viewer(request))
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            found,
            lambda: sign_freeze(
                freeze=found,
                signed_as=form.cleaned_data["signed_as"],
                by=_viewer(request),
                now=timezone.now(),
            ),
            _("Signed. These figures stand from now on."),
        )
    context = {"freeze": found, "form": form, "sheet": shown(sheet_of(found))}
    return _page(request, "sign", context, status=422 if form.errors else 200)


@for_overseers
def discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _handled_or_404(request, public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            found,
            lambda: discard_freeze(
                freeze=found, reason=form.cleaned_data["reason"], by=_viewer(request), now=timezone.now()
            ),
            _("Thrown away. That it was frozen, and why it no longer stands, is kept."),
        )
    context = {"freeze": found, "form": form}
    return _page(request, "discard", context, status=422 if form.errors else 200)


@for_overseers
def supersede(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same report as of the same day, with what is known by now."""
    found = _handled_or_404(request, public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _superseded(request, found, form.cleaned_data["reason"])
    context = {"freeze": found, "form": form, "moved": _moved(request, found)}
    return _page(request, "supersede", context, status=422 if form.errors else 200)


def _superseded(request: HttpRequest, found: Freeze, reason: str) -> HttpResponse:
    now = timezone.now()
    try:
        made = make(layout=layout_of(found), asked=asked_again(found), viewer=_viewer(request), now=now)
        kept = freeze_report(made=made, now=now, supersedes=found, reason=reason)
    except NotHers:
        raise Http404 from None
    except FreezeRefusal as refused:
        messages.error(request, said(refused))
        return redirect("tracking:frozen", found.public_id)
    messages.success(request, _("Frozen. Once it is signed it stands in place of the earlier one."))
    return redirect("tracking:frozen", kept.public_id)


def _done(request: HttpRequest, found: Freeze, act: Callable[[], object], praise: str) -> HttpResponse:
    try:
        act()
        messages.success(request, praise)
    except FreezeRefusal as refused:
        messages.error(request, said(refused))
    return redirect("tracking:frozen", found.public_id)


def _moved(request: HttpRequest, found: Freeze) -> Moved | None:
    try:
        return moved_since(found, _viewer(request), now=timezone.now())
    except NotHers:  # the unit stood out of her sight on that day
        return None


def _viewer(request: HttpRequest) -> User:
    return cast(User, request.user)


def _or_404(request: HttpRequest, public_id: UUID) -> Freeze:
    return get_object_or_404(freezes_seen_by(_viewer(request)), public_id=public_id)


def _handled_or_404(request: HttpRequest, public_id: UUID) -> Freeze:
    found = _or_404(request, public_id)
    if not may_handle(_viewer(request), found.organisation_id):
        raise Http404
    return found


def _deliver(request: HttpRequest, kind: str, wish: dict[str, Any], form: str, back: str) -> HttpResponseBase:
    by, now = _viewer(request), timezone.now()
    return deliver(request, kind=kind, wish=wish, form=form, by=by, now=now, back=back)


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    template = f"tracking/freezing/{name}.html"
    return organisers_page(request, template, context, place="reporting", status=status)
