"""A person asks something about her data, follows it, and may take it back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.held import held_form, let_go, sign_in_and_hold
from organisations.people.middleware import PersonRequest
from organisations.privacy.requests.actions import (
    AskedAlready,
    RequestIsClosed,
    ask_correction,
    ask_erasure,
    withdraw_request,
)
from organisations.privacy.requests.forms import CorrectionForm, ErasureForm
from organisations.privacy.requests.models import DataRequest
from organisations.privacy.requests.queries import requests_of, terms_in_force


@sign_in_and_hold
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: PersonRequest) -> HttpResponse:
    return _ask(request, CorrectionForm, "organisations/privacy/ask_correction.html", ask_correction)


@sign_in_and_hold
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: PersonRequest) -> HttpResponse:
    return _ask(request, ErasureForm, "organisations/privacy/ask_erasure.html", ask_erasure)


@login_required
@never_cache
def one(request: PersonRequest, public_id: UUID) -> HttpResponse:
    asked = get_object_or_404(requests_of(request.person), public_id=public_id)
    return render(request, "organisations/privacy/request.html", {"place": "me", "asked": asked})


@login_required
@require_POST
def withdraw(request: PersonRequest, public_id: UUID) -> HttpResponse:
    asked = get_object_or_404(requests_of(request.person), public_id=public_id)
    try:
        withdraw_request(request=asked, now=timezone.now())
        messages.success(request, _("Your request is withdrawn. Nothing has been changed."))
    except RequestIsClosed:
        messages.warning(request, _("This request was closed before; here is what became of it."))
    return redirect("privacy:request", public_id)


def _ask(
    request: PersonRequest,
    form_class: type[CorrectionForm | ErasureForm],
    template: str,
    ask: Callable[..., DataRequest],
) -> HttpResponse:
    """The form; sent and right, the request is made. What was typed stays, whatever happens."""
    if not request.person:
        raise Http404
    held = held_form(request)
    form = form_class(request.POST or None, initial=held.dict() if held else None)
    if not form.is_valid():
        context = {"place": "me", "form": form, "terms": terms_in_force(), "held": held}
        return render(request, template, context, status=422 if form.is_bound else 200)
    let_go(request)
    typed: dict[str, Any] = {
        name: form.cleaned_data[name] for name in ("text", "wanted") if name in form.fields
    }
    try:
        asked = ask(person=request.person, now=timezone.now(), **typed)
        messages.success(request, _("Your request is sent. You can follow it here."))
    except AskedAlready as refusal:
        asked = refusal.request
        messages.info(request, _("You have asked this already; it is waiting to be answered."))
    return redirect("privacy:request", asked.public_id)
