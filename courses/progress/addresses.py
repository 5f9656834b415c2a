"""From an address to a lesson, as whoever asks goes through its course."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse

from courses.catalogue.addresses import outline_or_404
from courses.progress.queries import outline_followed
from organisations.people.middleware import PersonRequest


def lesson_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give `view` the outline and the lesson at its address; 404 for one that is not taught.

    Who goes on by an earlier edition finds its lessons; one that came later she may read all the same.
    """

    @wraps(view)
    def found(request: PersonRequest, course: str, module: str, lesson: str) -> HttpResponse:
        taught = outline_or_404(course)
        for outline in (outline_followed(taught, request.person), taught):
            if place := outline.find(module, lesson):
                return view(request, outline, place)
        raise Http404

    return found
