"""What publishing a draft would do to those who follow its course, told before it is done."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from courses.catalogue.laying_out import (
    Difference,
    course_of,
    difference_by_publishing,
    lacks_in_words,
    layout_of,
)
from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.progress.queries import count_finished, count_under_way

TAUGHT = (CoursePage, ModulePage, LessonPage)


@dataclass(frozen=True, slots=True)
class Effect:
    """What is asked anew, how many are under way and how many have finished, and what `lacks` before the
    course could be published at all, a sentence each."""

    course: CoursePage
    difference: Difference
    under_way: int
    finished: int
    lacks: list[str]

    @property
    def asks(self) -> bool:
        """Whether somebody has to say what becomes of those under way."""
        return bool(self.difference) and self.under_way > 0


def effect_of(obj: Any) -> Effect | None:
    """What publishing the latest draft would do; None for what belongs to no course that is taught."""
    if not isinstance(obj, Page) or obj.specific_class not in TAUGHT:
        return None
    found = difference_by_publishing(obj.get_latest_revision_as_object())
    if found is None:
        return None
    course, layout, difference = found
    return Effect(
        course, difference, count_under_way(course.pk), count_finished(course.pk), lacks_in_words(layout)
    )


def lacks_without(page: Page) -> list[str]:
    """What a course would lack once a page of it is withdrawn; nothing where the course itself is."""
    course = course_of(page)
    if course is None or course.pk == page.pk or not course.live:
        return []
    return lacks_in_words(layout_of(course, without=page))
