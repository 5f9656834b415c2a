"""Brings an account's groups up to its grants, once a day, before the authoring site asks for them.

Grants begin and end by themselves at midnight; groups are what Wagtail asks.
"""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import User
from organisations.oversight.actions import settle_roles
from organisations.people.queries import person_of

_KEY = "roles_settled_on"


class RolesMiddleware:
    """Settles the roles of whoever comes to the authoring site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    @cached_property
    def authoring_root(self) -> str:
        return reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(self.authoring_root) and request.user.is_authenticated:
            _settle_once_a_day(request)
        return self.get_response(request)


def _settle_once_a_day(request: HttpRequest) -> None:
    today = timezone.localdate()
    if request.session.get(_KEY) == today.isoformat():
        return
    account = cast(User, request.user)
    person = person_of(account)
    if person is not None:
        settle_roles(person=person, today=today)
        account.refresh_from_db(fields=["is_superuser"])
    request.session[_KEY] = today.isoformat()
