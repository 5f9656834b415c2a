"""Why a page is not published, or not withdrawn, in words for whoever tried."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.catalogue.models import LessonPage
from courses.catalogue.rules import recordings_in
from courses.publishing.queries import Effect
from media.videos.making.sentences import lacking_in_short
from media.videos.queries import not_to_be_shown


def why_not_publish(page: Page, effect: Effect | None) -> list[str]:
    """A film without captions is not published, nor a course that nobody could finish."""
    films = not_to_be_shown(recordings_in(page.body.get_prep_value())) if isinstance(page, LessonPage) else []
    return [
        *(
            _("Not published: “%(title)s” still lacks %(lacks)s. The lesson is kept as a draft.")
            % {"title": film.title, "lacks": ", ".join(lacking_in_short(film))}
            for film in films
        ),
        *(
            _("Not published; what you wrote is kept as a draft. %(lack)s") % {"lack": lack}
            for lack in (effect.lacks if effect else ())
        ),
    ]
