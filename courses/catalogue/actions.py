"""Publishing: what stands on the pages is frozen as an edition that progress can point at."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from common.digests import digest_of
from courses.catalogue.choosing import Choice
from courses.catalogue.laying_out import Layout, Place, difference_to, lacks_in_words, layout_of
from courses.catalogue.models import (
    COUNTED_BY_SHARE,
    CourseEdition,
    CoursePage,
    EditionLesson,
    LessonPage,
    LessonVersion,
    Onward,
)
from courses.catalogue.queries import latest_edition
from courses.catalogue.rules import checklist_items, packages_in, quizzes_in, recordings_in
from courses.catalogue.signals import edition_frozen
from quizzes.papers.queries import has_final_test


class RuleCannotBeMet(Exception):
    """What the course asks for cannot be done by anybody; the sentences say what is to be mended."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@transaction.atomic
def freeze_edition(*, course: CoursePage, by: User | None, now: datetime, choice: Choice) -> CourseEdition:
    """Freeze the published pages of a course; the standing edition stays where nothing changed.

    `choice` says what becomes of those under way, where the edition asks for something else than the last.
    Raises RuleCannotBeMet.
    """
    CoursePage.objects.select_for_update().get(pk=course.pk)
    layout = layout_of(course)
    if lacks := lacks_in_words(layout):
        raise RuleCannotBeMet(lacks)
    entries = [(place, _freeze_lesson(place.lesson, now)) for place in layout.places]
    about = _about(course)
    rule = layout.rule.data
    # Said only where it is so: editions frozen before there were rules keep their digests.
    asked = [rule] if rule else []
    digest = digest_of(
        [
            course.slug,
            course.title,
            about,
            [_place(layout, place, version) for place, version in entries],
            *asked,
        ]
    )
    standing = CourseEdition.objects.filter(course=course, is_current=True).first()
    if standing and standing.digest == digest:
        return standing
    last = latest_edition(course)
    differs = bool(difference_to(last, layout))
    keeps = differs and choice.onward == Onward.KEEP
    withdraw_course(course=course)
    edition = CourseEdition.objects.create(
        course=course,
        number=last.number + 1 if last else 1,
        slug=course.slug,
        title=course.title,
        about=about,
        lessons_total=len(entries),
        minutes_total=sum(version.minutes for _, version in entries),
        rule=rule,
        onward=choice.onward if differs else "",
        older_go_on=keeps or (not differs and last is not None and last.older_go_on),
        digest=digest,
        frozen_at=now,
        frozen_by=by,
    )
    EditionLesson.objects.bulk_create(
        EditionLesson(
            edition=edition,
            version=version,
            lesson=place.lesson,
            number=number,
            slug=place.lesson.slug,
            module_number=place.module_number,
            module_slug=place.module.slug,
            module_title=place.module.title,
            title=place.lesson.title,
            minutes=place.lesson.minutes,
            is_optional=layout.is_optional(place.lesson),
            is_update=place.lesson.is_update,
        )
        for number, (place, version) in enumerate(entries, start=1)
    )
    edition_frozen.send(sender=CourseEdition, edition=edition, now=now)
    if differs:
        log(instance=course, action="courses.onward", user=choice.by or by, data=_chosen(edition))
    return edition


def _place(layout: Layout, place: Place, version: LessonVersion) -> list[Any]:
    lesson = place.lesson
    marks = {"optional": layout.is_optional(lesson), "update": lesson.is_update}
    return [
        place.module.slug,
        place.module.title,
        lesson.slug,
        version.pk,
        *(name for name, holds in marks.items() if holds),
    ]


def _chosen(edition: CourseEdition) -> dict[str, Any]:
    return {"edition": edition.number, "onward": edition.onward}


def withdraw_course(*, course: CoursePage) -> None:
    """Stop teaching a course; its editions stay for those who learnt from them."""
    CourseEdition.objects.filter(course=course, is_current=True).update(is_current=False)


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
