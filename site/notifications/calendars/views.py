"""Somebody's dates as a file, and the private address under which her calendar reads them."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from notifications.calendars.actions import renew_address, revoke_address
from notifications.calendars.files import calendar_file
from notifications.calendars.queries import account_at, entries_of, own_address, token_of
from notifications.channels.wording import site_address


@login_required
@never_cache
@require_safe
def own_calendar(request: HttpRequest) -> HttpResponse:
    """What stands in it, the file, and the address if she has asked for one."""
    account = cast(User, request.user)
    address = own_address(account)
    feed = site_address(reverse("notifications:calendar_feed", args=[token_of(address)])) if address else ""
    context = {"place": "me", "feed": feed, "entries": entries_of(account, today=timezone.localdate())}
    return render(request, "notifications/calendar.html", context)


@login_required
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    renew_address(account=cast(User, request.user), now=timezone.now())
    messages.success(
        request, _("This is the address of your calendar. An earlier one opens nothing any more.")
    )
    return redirect("notifications:calendar")


@login_required
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    revoke_address(account=cast(User, request.user))
    messages.success(request, _("The address has been taken back. It opens nothing any more."))
    return redirect("notifications:calendar")


@login_required
@never_cache
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    answer = _file(cast(User, request.user))
    answer["Content-Disposition"] = 'attachment; filename="lich-lop-chi-bo.ics"'
    return answer


@never_cache
@require_safe
def subscribed(request: HttpRequest, token: str) -> HttpResponse:
    """Read by calendars, which do not sign in; whoever has the address may read it."""
    account = account_at(token)
    if account is None:
        raise Http404
    answer = _file(account)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _file(account: User) -> HttpResponse:
    today = timezone.localdate()
    with translation.override(account.language):
        text = calendar_file(entries_of(account, today=today), now=timezone.now(), today=today)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
