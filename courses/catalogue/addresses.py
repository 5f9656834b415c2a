"""From an address to a lesson that is taught now."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from courses.catalogue.outline import Outline
from courses.catalogue.queries import outline_at


def outline_or_404(course: str) -> Outline:
    outline = outline_at(course)
    if outline is None:
        raise Http404
    return outline


def quiz_address(slug: str, back: str) -> str:
    """Where a quiz is taken, with the way back to the page that led there."""
    page = reverse("quizzes:quiz", args=[slug])
    return f"{page}?{urlencode({'tu': back})}" if back else page


def lesson_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give `view` the outline and the lesson at its address; 404 for one that is not taught."""

    @wraps(view)
    def found(request: Any, course: str, module: str, lesson: str) -> HttpResponse:
        outline = outline_or_404(course)
        place = outline.find(module, lesson)
        if place is None:
            raise Http404
        return view(request, outline, place)

    return found
