"""Publishing: what stands on the pages is frozen as an edition that progress can point at."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from common.digests import digest_of
from courses.catalogue.models import (
    COUNTED_BY_SHARE,
    CourseEdition,
    CoursePage,
    EditionLesson,
    LessonPage,
    LessonVersion,
    ModulePage,
)
from courses.catalogue.rules import checklist_items, packages_in, quizzes_in, recordings_in
from courses.catalogue.signals import edition_frozen
from quizzes.papers.queries import has_final_test


@transaction.atomic
def freeze_edition(*, course: CoursePage, by: User | None, now: datetime) -> CourseEdition:
    """Freeze the published pages of a course; the standing edition stays where nothing changed."""
    CoursePage.objects.select_for_update().get(pk=course.pk)
    entries = [
        (module, number, lesson, _freeze_lesson(lesson, now))
        for number, module in enumerate(_published_modules(course), start=1)
        for lesson in _published_lessons(module)
    ]
    about = _about(course)
    places = [[module.slug, module.title, lesson.slug, version.pk] for module, _, lesson, version in entries]
    digest = digest_of([course.slug, course.title, about, places])
    standing = CourseEdition.objects.filter(course=course, is_current=True).first()
    if standing and standing.digest == digest:
        return standing
    withdraw_course(course=course)
    edition = CourseEdition.objects.create(
        course=course,
        number=CourseEdition.objects.filter(course=course).count() + 1,
        slug=course.slug,
        title=course.title,
        about=about,
        lessons_total=len(entries),
        minutes_total=sum(lesson.minutes for _, _, lesson, _ in entries),
        digest=digest,
        frozen_at=now,
        frozen_by=by,
    )
    EditionLesson.objects.bulk_create(
        EditionLesson(
            edition=edition,
            version=version,
            lesson=lesson,
            number=number,
            slug=lesson.slug,
            module_number=module_number,
            module_slug=module.slug,
            module_title=module.title,
            title=lesson.title,
            minutes=lesson.minutes,
        )
        for number, (module, module_number, lesson, version) in enumerate(entries, start=1)
    )
    edition_frozen.send(sender=CourseEdition, edition=edition, now=now)
    return edition


def withdraw_course(*, course: CoursePage) -> None:
    """Stop teaching a course; its editions stay for those who learnt from them."""
    CourseEdition.objects.filter(course=course, is_current=True).update(is_current=False)


def _published_modules(course: CoursePage) -> Any:
    return ModulePage.objects.live().child_of(course).order_by("path")


def _published_lessons(module: ModulePage) -> Any:
    lessons = LessonPage.objects.live().child_of(module).order_by("path")
    return lessons.prefetch_related("citations", "topics")


def _about(course: CoursePage) -> dict[str, Any]:
    return {
        "summary": course.summary,
        "for_whom": course.for_whom,
        "outcomes": course.outcome_lines,
        "topics": [topic.title for topic in course.topics.order_by("kind", "code")],
        "is_sample": course.is_sample,
    }


def _freeze_lesson(lesson: LessonPage, now: datetime) -> LessonVersion:
    content = {
        "summary": lesson.summary,
        "goal": lesson.goal,
        "key_points": lesson.key_point_lines,
        "body": lesson.body.get_prep_value(),
        "citations": [[cited.regulation_id, cited.article] for cited in lesson.citations.all()],
        "topics": sorted(topic.title for topic in lesson.topics.all()),
        "is_sample": lesson.is_sample,
    }
    quizzes = quizzes_in(content["body"])
    is_final_test = has_final_test(quizzes)
    # Said only where it is so: lessons frozen before there were quizzes or films keep their digests.
    final = ["final test"] if is_final_test else []
    least = [lesson.least_percent] if lesson.completion in COUNTED_BY_SHARE else []
    digest = digest_of([lesson.title, lesson.minutes, lesson.completion, content, *final, *least])
    version, _ = LessonVersion.objects.get_or_create(
        lesson=lesson,
        digest=digest,
        defaults={
            "title": lesson.title,
            "minutes": lesson.minutes,
            "completion": lesson.completion,
            "checklist_items": list(checklist_items(content["body"])),
            "quizzes": quizzes,
            "is_final_test": is_final_test,
            "recordings": recordings_in(content["body"]),
            "packages": packages_in(content["body"]),
            "least_percent": lesson.least_percent,
            "content": content,
            "frozen_at": now,
        },
    )
    return version
