"""Puts the person behind the account on the request: learners are people, not accounts."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from organisations.people.models import Person
from organisations.people.queries import person_of


class PersonRequest(HttpRequest):
    """A request after PersonMiddleware; `person` is falsy where the account belongs to nobody."""

    person: Person | None


class PersonMiddleware:
    """Asks for the person only where a page needs her."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = SimpleLazyObject(partial(_person_behind, request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _person_behind(request: HttpRequest) -> Person | None:
    return person_of(request.user) if request.user.is_authenticated else None
