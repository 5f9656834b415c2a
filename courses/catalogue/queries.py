"""Reads of the catalogue. Learners' pages read editions, never the pages that authors work on."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max, QuerySet
from wagtail.models import Page

from common.unchanging import KEPT_FOR, unchanging
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
    "version__quizzes",
    "version__is_final_test",
    "version__recordings",
    "version__packages",
    "version__least_percent",
)


def current_editions() -> QuerySet[CourseEdition]:
    """Every course that is taught now, in the order the authors gave."""
    return CourseEdition.objects.filter(is_current=True).order_by("course__path")


def outline_of(edition: CourseEdition) -> Outline:
    return Outline(edition.pk, edition.course_id, edition.slug, edition.title, lessons_of(edition.pk))


def outline_at(course_slug: str) -> Outline | None:
    """The current outline of the course at an address; None where nothing is taught."""
    current = CourseEdition.objects.filter(slug=course_slug, is_current=True)
    row = current.values_list("pk", "course_id", "slug", "title").first()
    return Outline(*row, lessons_of(row[0])) if row else None


def lessons_of(edition_id: int) -> tuple[OutlineLesson, ...]:
    """The lessons of an edition in order, kept because they never change."""
    key = f"edition-outline:{edition_id}"
    lessons: tuple[OutlineLesson, ...] | None = unchanging.get(key)
    if lessons is None:
        rows = EditionLesson.objects.filter(edition=edition_id).order_by("number")
        lessons = tuple(map(_lesson, rows.values_list(*_LESSON_COLUMNS)))
        unchanging.set(key, lessons, KEPT_FOR)
    return lessons


def _lesson(row: tuple[Any, ...]) -> OutlineLesson:
    plain: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row]
    return OutlineLesson(*plain)


def lessons_with_quiz(quiz_id: int) -> list[tuple[Outline, OutlineLesson]]:
    """Every lesson that is taught now and holds a quiz, with its course's outline."""
    outlines = [outline_of(edition) for edition in current_editions()]
    return [
        (outline, lesson) for outline in outlines for lesson in outline.lessons if quiz_id in lesson.quizzes
    ]


def place_taught_now(lesson_id: int) -> EditionLesson | None:
    """Where a lesson stands today, with its edition; None where it is not taught."""
    current = EditionLesson.objects.filter(lesson=lesson_id, edition__is_current=True)
    return current.select_related("edition").defer("edition__about").first()


def is_asked_in_lessons(quiz_id: int) -> bool:
    """Whether a lesson that was ever published holds a quiz."""
    held = LessonVersion.objects.exclude(quizzes=[]).values_list("quizzes", flat=True)
    return any(quiz_id in quizzes for quizzes in held)


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
