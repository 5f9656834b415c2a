"""The outbox on the screen, for those who run the site; for everybody else it is not there."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from notifications.desk.forms import LookForm
from notifications.outbox.actions import try_again
from notifications.outbox.models import Delivery
from notifications.outbox.queries import counts_by_state, deliveries_wished
from notifications.outbox.tasks import plan_sending

ON_A_PAGE = 50
RECENT = timedelta(days=7)
View = Callable[..., HttpResponseBase]


def runs_the_site(account: User) -> bool:
    """The outbox holds what everybody is told, so it is not for an administrator of a part."""
    return account.is_active and account.is_superuser


def for_operators(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not runs_the_site(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View, never_cache(guarded))


@for_operators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The latest first; counts of a week say whether anything is wrong at all."""
    form = LookForm(request.GET)
    wish = form.cleaned_data if form.is_valid() else {}
    found = deliveries_wished(state=wish.get("state", ""), channel=wish.get("channel", ""))
    counts = counts_by_state(since=timezone.now() - RECENT)
    asked = request.GET.copy()
    asked.pop("p", None)
    context = {
        "form": form,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("p")),
        "counts": [(state.label, counts.get(state, 0)) for state in Delivery.State],
        "query": asked.urlencode(),
        "page_title": _("Outbox"),
        "header_icon": "mail",
        "breadcrumbs_items": [{"url": None, "label": _("Outbox")}],
    }
    return render(request, "notifications/desk/index.html", context)


@for_operators
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    delivery, now = get_object_or_404(Delivery, pk=number), timezone.now()
    if try_again(delivery=delivery, now=now):
        plan_sending(now, now=now)
        messages.success(request, _("It is tried again now."))
    else:
        messages.info(request, _("Nothing to try again: it has left meanwhile, or waits already."))
    return redirect("outbox:index")
