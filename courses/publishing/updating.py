"""A regulation was replaced: which courses were finished by it, and the draft of a lesson on what is new."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import User
from courses.catalogue.models import (
    CourseEdition,
    CoursePage,
    LessonCitation,
    LessonPage,
    ModulePage,
)
from courses.catalogue.queries import current_editions, regulations_behind
from courses.progress.outdated import completions_by_old_texts, editions_by_old_texts
from media.regulations.models import Regulation
from media.regulations.queries import Replaced, replaced_among


class NowhereToStand(Exception):
    """The course has no module in which a lesson could stand."""


@dataclass(frozen=True, slots=True)
class OldCourse:
    """A course by an old text: how many have finished it so, and the update lessons there are."""

    course: CoursePage
    texts: list[Replaced]
    completions: int
    updates: list[LessonPage]


def courses_by_old_texts() -> list[OldCourse]:
    """Those that are taught by an old text or have been finished by one, in the authors' order."""
    counted = completions_by_old_texts().order_by().values("enrolment__course").annotate(count=Count("pk"))
    completions = {row["enrolment__course"]: row["count"] for row in counted}
    texts: dict[int, dict[int, Replaced]] = defaultdict(dict)
    taught = set(current_editions().order_by().values_list("pk", flat=True))
    for edition in CourseEdition.objects.filter(pk__in=editions_by_old_texts()).only("course"):
        if edition.pk in taught or edition.course_id in completions:
            for text in replaced_among(regulations_behind(edition.pk)):
                texts[edition.course_id][text.regulation_id] = text
    courses = CoursePage.objects.filter(pk__in=texts).order_by("path")
    return [
        OldCourse(course, list(texts[course.pk].values()), completions.get(course.pk, 0), _updates_in(course))
        for course in courses
    ]


@transaction.atomic
def open_update(*, course: CoursePage, text: Replaced, by: User) -> LessonPage:
    """Draft a short lesson on what has replaced a regulation, at the end of the course. It is published as
    every lesson is. Raises NowhereToStand."""
    module = ModulePage.objects.live().child_of(course).order_by("path").last()
    if module is None:
        raise NowhereToStand(course.title)
    lesson = LessonPage(
        title=_("Update: %(name)s") % {"name": text.successor or text.name},
        goal=_("Say what %(name)s changes for the work of a cell.") % {"name": text.successor or text.name},
        minutes=5,
        is_update=True,
        live=False,
    )
    if text.successor_id:
        lesson.citations = [LessonCitation(regulation=Regulation.objects.get(pk=text.successor_id))]
    module.add_child(instance=lesson)
    lesson.save_revision(user=by)
    return lesson


def _updates_in(course: CoursePage) -> list[LessonPage]:
    """Update lessons, published or not."""
    return list(LessonPage.objects.descendant_of(course).filter(is_update=True).order_by("path"))
