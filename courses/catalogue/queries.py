"""Reads of the catalogue. Learners' pages read editions, never the pages that authors work on."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Max, QuerySet
from wagtail.models import Page, Revision

from common.unchanging import KEPT_FOR, unchanging
from courses.catalogue.models import CourseEdition, CoursePage, EditionLesson, LessonPage, LessonVersion
from courses.catalogue.outline import Outline, OutlineLesson
from courses.catalogue.rules import packages_in

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
    "is_optional",
    "is_update",
)


def current_editions() -> QuerySet[CourseEdition]:
    """Every course that is taught now, in the order the authors gave."""
    return CourseEdition.objects.filter(is_current=True).order_by("course__path")


def latest_edition(course: CoursePage) -> CourseEdition | None:
    """The edition frozen last, whether it is taught or not."""
    return CourseEdition.objects.filter(course=course).order_by("-number").first()


def outline_of(edition: CourseEdition) -> Outline:
    lessons = lessons_of(edition.pk)
    return Outline(edition.pk, edition.course_id, edition.slug, edition.title, lessons, edition.older_go_on)


def outline_at(course_slug: str) -> Outline | None:
    """The current outline of the course at an address; None where nothing is taught."""
    current = CourseEdition.objects.filter(slug=course_slug, is_current=True)
    row = current.values_list("pk", "course_id", "slug", "title", "older_go_on").first()
    return Outline(*row[:4], lessons_of(row[0]), row[4]) if row else None


def lessons_of(edition_id: int) -> tuple[OutlineLesson, ...]:
    """The lessons of an edition in order, kept because they never change."""
    key = f"edition-outline:{edition_id}"
    lessons: tuple[OutlineLesson, ...] | None = unchanging.get(key)
    if lessons is None:
        rows = EditionLesson.objects.filter(edition=edition_id).order_by("number")
        lessons = tuple(map(_lesson, rows.values_list(*_LESSON_COLUMNS)))
        unchanging.set(key, lessons, KEPT_FOR)
    return lessons


def regulations_behind(edition_id: int) -> frozenset[int]:
    """The regulations that the lessons of an edition cite, kept because they never change."""
    key = f"edition-regulations:{edition_id}"
    cited: frozenset[int] | None = unchanging.get(key)
    if cited is None:
        rows = EditionLesson.objects.filter(edition=edition_id)
        found = rows.values_list("version__content__citations", flat=True)
        cited = frozenset(regulation for citations in found for regulation, _article in citations or ())
        unchanging.set(key, cited, KEPT_FOR)
    return cited


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


def lessons_with_package(package_id: int) -> dict[LessonPage, bool]:
    """Every lesson that holds a package, in its draft or in a version that was ever published, and whether
    it is taught with it now."""
    held = LessonVersion.objects.exclude(packages=[]).values_list("pk", "lesson", "packages")
    versions = {pk: lesson for pk, lesson, packages in held if package_id in packages}
    current = EditionLesson.objects.filter(edition__is_current=True, version__in=versions)
    taught = set(current.values_list("lesson", flat=True))
    found = {*versions.values(), *_drafts_with_package(package_id)}
    lessons = LessonPage.objects.filter(pk__in=found).order_by("path")
    return {lesson: lesson.pk in taught for lesson in lessons}


def _drafts_with_package(package_id: int) -> list[int]:
    drafts = LessonPage.objects.filter(has_unpublished_changes=True).values("latest_revision")
    rows = Revision.objects.filter(pk__in=drafts).values_list("object_id", "content")
    return [int(page) for page, content in rows if package_id in packages_in(json.loads(content["body"]))]


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
