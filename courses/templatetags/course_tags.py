"""Template tags of the courses."""

from typing import Any
from uuid import uuid4

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from courses.catalogue.addresses import quiz_address
from courses.catalogue.models import LessonPage
from courses.catalogue.outline import OutlineLesson
from courses.catalogue.rendering import Checklist, LessonText, sources_of, text_of_page
from courses.progress.queries import Way
from courses.progress.rules import LessonState
from courses.reading.queries import LessonScreen
from media.packages.queries import PackageGlance, package_glances
from media.videos.queries import RecordingGlance, recording_glances
from quizzes.attempts.glances import Glance, glances_at

register = template.Library()


@register.simple_tag
def state_of(way: Way, lesson: OutlineLesson) -> LessonState:
    """Where the learner stands in a lesson."""
    return way.state(lesson)


@register.simple_tag
def is_begun(way: Way, lesson: OutlineLesson) -> bool:
    """Whether the learner has been in a lesson."""
    return way.has_been_in(lesson)


@register.simple_tag
def text_of(page: LessonPage) -> LessonText:
    """A lesson's text as its author previews it."""
    return text_of_page(page)


@register.simple_tag
def sources_behind(text: LessonText) -> SafeString:
    """The regulations that a lesson cites, as its author previews them."""
    return sources_of(text)


@register.simple_tag
def quiz_at(screen: LessonScreen | None, number: int) -> Glance | None:
    """A quiz of a lesson as its learner meets it; in an author's preview, as somebody new to it does."""
    if screen:
        return screen.quizzes.get(number)
    return glances_at([number], learner=None, now=timezone.now()).get(number)


@register.simple_tag
def recording_at(screen: LessonScreen | None, number: int) -> RecordingGlance | None:
    """Film or sound of a lesson as its learner meets it; in an author's preview, as somebody new does."""
    return (screen.recordings if screen else recording_glances([number], None)).get(number)


@register.simple_tag
def package_at(screen: LessonScreen | None, number: int) -> PackageGlance | None:
    """Interactive content of a lesson, in the same way."""
    return (screen.packages if screen else package_glances([number], None)).get(number)


@register.simple_tag(takes_context=True)
def quiz_page(context: Any, slug: str, back: str = "") -> str:
    """Where a quiz is taken; from there back to this page, unless another way is given."""
    return quiz_address(slug, back or context["request"].path)


@register.filter
def with_ticks(checklist: Checklist, ticked: Any) -> list[tuple[str, str, bool]]:
    """The items of a checklist as (id, text, whether ticked)."""
    standing = ticked or frozenset()
    return [(item, text, item in standing) for item, text in checklist.items]


@register.simple_tag
def fresh_key() -> SafeString:
    """A hidden key that makes a form sent twice count once."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid4())
