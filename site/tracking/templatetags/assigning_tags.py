"""An assignment in templates: what it is, for whom, by when."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.translation import gettext as _

from courses.assignments.models import Assignment
from tracking.assigning.words import day_in_words, name_of, posts_in_words

register = template.Library()


@register.filter
def what(assignment: Assignment) -> str:
    """Usage: {{ assignment|what }}"""
    return name_of(assignment)


@register.filter
def posts(assignment: Assignment) -> str:
    """Usage: {{ assignment|posts }}"""
    return posts_in_words(assignment.posts)


@register.filter
def due(assignment: Assignment) -> str:
    """The day, or the days from taking up the post. Usage: {{ assignment|due }}"""
    if assignment.due:
        return day_in_words(assignment.due)
    if assignment.within_days:
        return _("%(days)s days from taking up the post") % {"days": assignment.within_days}
    return _("without a due date")


@register.filter
def elided(page: "Page[Any]") -> Iterable[int | str]:
    """The numbers of the pages around one. Usage: {% for number in page|elided %}"""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
