"""A person's own account: what she sees of it, her preferences, the devices she is signed in on."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import PreferencesForm
from accounts.middleware import LANGUAGE_COOKIE, TEXT_SIZE_COOKIE
from accounts.models import User
from accounts.returning import way_back

A_YEAR = 60 * 60 * 24 * 365


@login_required
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/overview.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Language and text size: kept with the account, or in cookies for those not signed in."""
    asked = request.POST.get("next") or request.GET.get("next")
    back = way_back(request, asked, otherwise="")
    form = PreferencesForm(request.POST or None, instance=_whose_preferences(request))
    if not form.is_valid():
        return render(
            request,
            "accounts/preferences.html",
            {"form": form, "back": back},
            status=422 if form.is_bound else 200,
        )
    response = redirect(back or "account_preferences")
    if request.user.is_authenticated:
        form.save()
    else:
        _remember(response, request, form.cleaned_data)
    with translation.override(form.cleaned_data["language"]):
        messages.success(request, _("Saved."))
    return response


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out on one of her devices; somebody else's session is as good as unknown."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    session.end()
    messages.success(request, _("That device has been signed out."))
    return redirect("usersessions_list")


def _whose_preferences(request: HttpRequest) -> User:
    if request.user.is_authenticated:
        return request.user
    size = request.COOKIES.get(TEXT_SIZE_COOKIE, "")
    return User(
        language=translation.get_language(),
        text_size=size if size in User.TextSize.values else User.TextSize.NORMAL,
    )


def _remember(response: HttpResponse, request: HttpRequest, chosen: dict[str, str]) -> None:
    for cookie, value in (
        (LANGUAGE_COOKIE, chosen["language"]),
        (TEXT_SIZE_COOKIE, chosen["text_size"]),
    ):
        response.set_cookie(
            cookie, value, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
