"""What an account has been told: the list, opening one of it, having read all."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from notifications.actions import read_all, read_notice
from notifications.queries import unread_first

ON_A_PAGE = 30


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What is unread stands first."""
    told = unread_first(cast(User, request.user))
    page = Paginator(told, ON_A_PAGE).get_page(request.GET.get("trang"))
    has_unread = any(notice.read_at is None for notice in page)
    return render(
        request, "notifications/notices.html", {"place": "me", "page": page, "has_unread": has_unread}
    )


@login_required
@require_POST
def open_notice(request: HttpRequest, number: int) -> HttpResponse:
    """It has been read; on to where it leads, if that is on this site."""
    notice = read_notice(account=cast(User, request.user), pk=number, now=timezone.now())
    if notice is None:
        raise Http404
    leads_here = url_has_allowed_host_and_scheme(notice.address, allowed_hosts=None)
    return redirect(notice.address if leads_here else "notifications:notices")


@login_required
@require_POST
def read_them_all(request: HttpRequest) -> HttpResponse:
    read_all(account=cast(User, request.user), now=timezone.now())
    return redirect("notifications:notices")
