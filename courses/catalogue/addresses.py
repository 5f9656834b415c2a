"""From an address to a course that is taught now."""

from urllib.parse import urlencode

from django.http import Http404
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
