"""How somebody wishes to be told: by which ways, on which devices; a message to try it out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.second_factor.queries import enters_the_authoring_site
from accounts.text_messages import has_gateway
from notifications.actions import tell
from notifications.outbox.actions import quiet_hours
from notifications.preferences.forms import DeviceForm, WaysForm
from notifications.pushing.actions import NotASubscription, subscribe, unsubscribe
from notifications.pushing.keys import has_push, public_key
from notifications.pushing.models import PushSubscription
from notifications.pushing.queries import subscriptions_of
from notifications.ways.actions import choose_ways
from notifications.ways.queries import reached_by, wishes_of
from notifications.ways.rules import CHOSEN_AMONG, Channel, Kind
from notifications.ways.words import CHANNELS


@dataclass(frozen=True, slots=True)
class Device:
    """A browser she is told on, and whether it is the one she looks with."""

    subscription: PushSubscription
    is_this: bool


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    account = cast(User, request.user)
    data = request.POST if request.method == "POST" else None
    form = WaysForm(data, kinds=_kinds(account), channels=_channels(), wishes=wishes_of(account))
    if request.method == "POST" and form.is_valid():
        choose_ways(account=account, wishes=form.wishes())
        messages.success(request, _("Saved."))
        return redirect("notifications:preferences")
    status = 422 if request.method == "POST" else 200
    return render(request, "notifications/preferences.html", _shown(request, account, form), status=status)


def _kinds(account: User) -> list[Kind]:
    """Of units below only those are told who look after some, and they work in the authoring site."""
    is_above = enters_the_authoring_site(account)
    return [kind for kind in CHOSEN_AMONG if kind is not Kind.OVERDUE or is_above]


def _channels() -> list[Channel]:
    """The ways that this installation has."""
    has = {
        Channel.LETTER: settings.LETTERS_LEAVE,
        Channel.PUSH: has_push(),
        Channel.TEXT: has_gateway(),
    }
    return [channel for channel, it_does in has.items() if it_does]


def _shown(request: HttpRequest, account: User, form: WaysForm) -> dict[str, Any]:
    quiet = quiet_hours()
    key = request.session.session_key
    return {
        "place": "me",
        "form": form,
        "account": account,
        "channels": _channels(),
        "quiet": quiet if quiet.begin != quiet.end else None,
        "push_key": public_key() if has_push() else "",
        "devices": [Device(one, is_this=one.session_key == key) for one in subscriptions_of(account)],
    }


@login_required
@require_POST
def send_test(request: HttpRequest) -> HttpResponse:
    """Once in ten minutes: a text message costs the office money."""
    account, now = cast(User, request.user), timezone.now()
    ways = reached_by([account])[account.pk]
    told = tell(
        accounts=[account],
        key=_test_key(now),
        title=_("This is a test"),
        text=_("If you read this, notices reach you here."),
        kind=Kind.TEST,
        now=now,
    )
    if not told:
        messages.info(request, _("A test message has just left. Please wait ten minutes for another."))
    elif ways:
        names = ", ".join(str(CHANNELS[way]) for way in sorted(ways))
        messages.success(request, _("A test message is on its way: %(ways)s.") % {"ways": names})
    else:
        messages.info(request, _("A test message stands among your notices. It can leave by no other way."))
    return redirect("notifications:preferences")


def _test_key(now: datetime) -> str:
    return f"test:{now:%Y%m%d%H}{now.minute // 10}"


@login_required
@require_POST
def add_device(request: HttpRequest) -> HttpResponse:
    """A browser tells that it may be pushed to; it tells again at each visit of the page."""
    if not has_push():
        raise Http404
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"saved": False}, status=422)
    request.session.save()
    try:
        subscribe(
            account=cast(User, request.user),
            **form.cleaned_data,
            device=request.headers.get("User-Agent", ""),
            session_key=request.session.session_key or "",
            now=timezone.now(),
        )
    except NotASubscription:
        return JsonResponse({"saved": False}, status=422)
    return JsonResponse({"saved": True}, status=201)


@login_required
@require_POST
def remove_device(request: HttpRequest, number: int) -> HttpResponse:
    if not unsubscribe(account=cast(User, request.user), pk=number):
        raise Http404
    messages.success(request, _("That device is no longer told."))
    return redirect("notifications:preferences")
