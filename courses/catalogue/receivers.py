"""Wagtail publishes, moves and withdraws pages; an edition follows. Packages ask which lessons hold them."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from courses.catalogue.actions import freeze_edition, withdraw_course
from courses.catalogue.choosing import choice_made
from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.catalogue.queries import lessons_with_package
from media.packages.models import Package
from media.packages.signals import asking_where_package_is_used
from media.packages.uses import Use

TAUGHT = (CoursePage, ModulePage, LessonPage)


def connect() -> None:
    for page_type in TAUGHT:
        page_published.connect(_page_changed, sender=page_type)
        page_unpublished.connect(_page_changed, sender=page_type)
        post_page_move.connect(_page_changed, sender=page_type)
    asking_where_package_is_used.connect(_asking_where_package_is_used)


def _page_changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    revision = kwargs.get("revision")
    parents = [kwargs[name] for name in ("parent_page_before", "parent_page_after") if name in kwargs]
    for course in {page for parent in parents or [instance] for page in _courses_of(parent)}:
        if course.live:
            by = revision.user if revision else None
            freeze_edition(course=course, by=by, now=timezone.now(), choice=choice_made())
        else:
            withdraw_course(course=course)


def _courses_of(page: Page) -> Any:
    return CoursePage.objects.ancestor_of(page, inclusive=True)


def _asking_where_package_is_used(sender: type, package: Package, **kwargs: Any) -> list[Use]:
    return [
        Use(
            lesson.title,
            reverse("wagtailadmin_pages:edit", args=[lesson.pk]),
            _("taught now") if is_taught else _("in a draft or an earlier edition"),
        )
        for lesson, is_taught in lessons_with_package(package.pk).items()
    ]
