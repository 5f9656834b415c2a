"""Who may send, change and delete film and sound; to everybody else there is nothing here."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtailmedia import get_permission_policy

from accounts.models import User
from media.videos.models import Recording

View = Callable[..., HttpResponse]


def for_senders(view: View) -> View:
    """For whoever may add film and sound."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not get_permission_policy().user_has_permission(request.user, "add"):
            raise Http404
        return view(request, *args, **kwargs)

    return shown


def recording_to(verb: str, request: HttpRequest, recording_id: int) -> Recording:
    """A recording that this account may change or delete. Raises Http404."""
    recording = get_object_or_404(Recording, pk=recording_id)
    if not get_permission_policy().user_has_permission_for_instance(request.user, verb, recording):
        raise Http404
    return recording


def account_of(request: HttpRequest) -> User:
    return cast(User, request.user)
