"""Reads of the catalogue. Learners' pages read editions, never the pages that authors work on."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max, QuerySet
from wagtail.models import Page

from courses.catalogue.models import CourseEdition, EditionLesson, LessonVersion
from courses.catalogue.outline import Outline, OutlineLesson

_LESSON_COLUMNS = (
    "lesson_id",
    "version_id",
    "number",
    "title",
    "slug",
    "minutes",
    "module_number",
    "module_slug",
    "module_title",
    "version__completion",
    "version__checklist_items",
)


def current_editions() -> QuerySet[CourseEdition]:
    """Every course that is taught now, in the order the authors gave."""
    return CourseEdition.objects.filter(is_current=True).order_by("course__path")


def outline_of(edition: CourseEdition) -> Outline:
    rows = EditionLesson.objects.filter(edition=edition).order_by("number").values_list(*_LESSON_COLUMNS)
    return Outline(edition.pk, edition.course_id, edition.slug, edition.title, _lessons(rows))


def outline_at(course_slug: str) -> Outline | None:
    """The current outline of the course at an address, in one query; None where nothing is taught."""
    rows = list(
        EditionLesson.objects.filter(edition__slug=course_slug, edition__is_current=True)
        .order_by("number")
        .values_list("edition_id", "edition__course_id", "edition__slug", "edition__title", *_LESSON_COLUMNS)
    )
    if not rows:
        return None
    edition_id, course_id, slug, title = rows[0][:4]
    return Outline(edition_id, course_id, slug, title, _lessons(row[4:] for row in rows))


def newest_places(lesson_ids: Iterable[int]) -> dict[int, EditionLesson]:
    """The latest edition's entry for each lesson, also for lessons no longer taught."""
    newest = (
        EditionLesson.objects.filter(lesson_id__in=lesson_ids)
        .values("lesson_id")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    places = EditionLesson.objects.filter(pk__in=newest).select_related("version", "edition")
    return {place.lesson_id: place for place in places.defer("version__content", "edition__about")}


def has_been_taught(page: Page) -> bool:
    """Whether an edition was ever made of a page or of anything beneath it."""
    lessons = LessonVersion.objects.filter(lesson__path__startswith=page.path)
    return lessons.exists() or CourseEdition.objects.filter(course__path__startswith=page.path).exists()


def _lessons(rows: Iterable[tuple[Any, ...]]) -> tuple[OutlineLesson, ...]:
    return tuple(OutlineLesson(*[*row[:-1], tuple(row[-1])]) for row in rows)
