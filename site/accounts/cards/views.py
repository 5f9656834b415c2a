"""From a card to being signed in: show the card, choose a PIN, go on."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.cards.actions import CardNoLongerOpen, set_secret_by_card
from accounts.cards.forms import CardForm, SecretForm
from accounts.cards.models import SignInCard
from accounts.cards.pending import keep_card, kept_card, let_card_go
from accounts.cards.queries import as_known, card_that_fits
from accounts.models import User

THROTTLE = "sign_in_card"
"""The name of its limits in ACCOUNT_RATE_LIMITS."""


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def show_card(request: HttpRequest, username: str = "") -> HttpResponse:
    """Wrong, used, revoked, run out or unknown: one and the same answer."""
    form = CardForm(request.POST or None, initial={"login": username})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        name = as_known(form.cleaned_data["login"])
        if not ratelimit.consume(request, action=THROTTLE, key=name, dry_run=True):
            form.add_error(None, get_adapter().error_messages["too_many_login_attempts"])
            status = 429
        elif card := card_that_fits(name=name, code=form.cleaned_data["code"], now=timezone.now()):
            keep_card(request, card, now=timezone.now())
            return redirect("account_card_secret")
        else:
            ratelimit.consume(request, action=THROTTLE, key=name)
            form.add_error(None, _does_not_fit())
    return render(request, "accounts/cards/show.html", {"form": form, "named": username}, status=status)


@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def choose_secret(request: HttpRequest) -> HttpResponse:
    """The card stays open until the PIN stands: a line that drops in between costs nothing."""
    card = kept_card(request, now=timezone.now())
    if card is None:
        let_card_go(request)
        messages.info(request, _("Please show the card once more: type its code."))
        return redirect("account_card")
    form = SecretForm(request.POST or None, account=card.account)
    if not form.is_valid():
        context: dict[str, Any] = {"form": form, "account": card.account}
        status = 422 if form.is_bound else 200
        return render(request, "accounts/cards/secret.html", context, status=status)
    return _use(request, card, form.cleaned_data["secret"])


def _use(request: HttpRequest, card: SignInCard, secret: str) -> HttpResponse:
    try:
        account = set_secret_by_card(card=card, secret=secret, now=timezone.now())
    except CardNoLongerOpen:
        messages.error(request, _does_not_fit())
        return redirect("account_card")
    let_card_go(request)
    response = _sign_in(request, account)
    said = _("It is set. Next time sign in with “%(name)s” and what you have just chosen.")
    messages.success(request, said % {"name": account.username})
    return response


def _sign_in(request: HttpRequest, account: User) -> HttpResponse:
    """As allauth does it: a closed account stays out, a second factor is asked for."""
    if request.user.is_authenticated:  # somebody else, on a phone they share
        logout(request)
    record_authentication(request, account, method="card")
    response: HttpResponse = perform_login(request, account)
    return response


def _does_not_fit() -> str:
    return _(
        "The card could not be used. Look at the user name and the code once more; if they are right, the"
        " card has run out or was replaced: ask your organiser for a new one."
    )
