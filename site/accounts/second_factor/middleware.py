"""Guards the areas where others' data is seen: authoring site, following, organisations."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import cached_property

from accounts.second_factor.guard import lacks_second_factor, to_set_up


class SecondFactorMiddleware:
    """Leads who has no second factor to where it is set up, from everything under a guarded address.

    `SECOND_FACTOR_GUARDS` lists names of addresses, or paths that begin with a stroke; what stands
    under `SECOND_FACTOR_OPEN` stays open. A name that no room has is nothing to guard yet.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.is_guarded(request.path_info) and lacks_second_factor(request):
            return to_set_up(request)
        return self.get_response(request)

    def is_guarded(self, path: str) -> bool:
        return path.startswith(self.guarded) and not path.startswith(self.open)

    @cached_property
    def guarded(self) -> tuple[str, ...]:
        return _paths(settings.SECOND_FACTOR_GUARDS)

    @cached_property
    def open(self) -> tuple[str, ...]:
        return _paths(settings.SECOND_FACTOR_OPEN)


def _paths(places: list[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(_path, places)))


def _path(place: str) -> str:
    if place.startswith("/"):
        return place
    try:
        return "/" + reverse(place).removeprefix(get_script_prefix())
    except NoReverseMatch:
        return ""
