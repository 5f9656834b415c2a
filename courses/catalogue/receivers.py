"""Wagtail publishes, moves and withdraws pages; an edition follows."""

from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.catalogue.actions import freeze_edition, withdraw_course
from courses.catalogue.models import CoursePage, LessonPage, ModulePage

TAUGHT = (CoursePage, ModulePage, LessonPage)


def connect() -> None:
    for page_type in TAUGHT:
        page_published.connect(_page_changed, sender=page_type)
        page_unpublished.connect(_page_changed, sender=page_type)
        post_page_move.connect(_page_changed, sender=page_type)


def _page_changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    revision = kwargs.get("revision")
    parents = [kwargs[name] for name in ("parent_page_before", "parent_page_after") if name in kwargs]
    for course in {page for parent in parents or [instance] for page in _courses_of(parent)}:
        if course.live:
            freeze_edition(course=course, by=revision.user if revision else None, now=timezone.now())
        else:
            withdraw_course(course=course)


def _courses_of(page: Page) -> Any:
    return CoursePage.objects.ancestor_of(page, inclusive=True)
