"""What markers have to tell a learner, wherever a page makes room for it."""

from typing import Any

from django import template

from quizzes.attempts.models import Attempt
from quizzes.marking.notices.queries import MOST_SHOWN, unread_notices
from quizzes.marking.numbers import tidy
from quizzes.marking.queries import feedback_of, is_sent_back
from quizzes.papers.models import Quiz

register = template.Library()


@register.inclusion_tag("quizzes/marking/_notices.html", takes_context=True)
def mark_notices(context: Any, quiz: Quiz | None = None) -> dict[str, Any]:
    """What she was told about her marks and has not read; of one quiz, or of all."""
    unread = unread_notices(getattr(context["request"], "person", None))
    found = unread.filter(attempt__quiz=quiz) if quiz else unread
    return {"notices": found[:MOST_SHOWN]}


@register.inclusion_tag("quizzes/marking/_returned_essay.html")
def returned_essay(attempt: Attempt, slot: int, *, shows_marks: bool = True) -> dict[str, Any]:
    """What markers returned of one essay. The page has made sure that the attempt is the reader's."""
    return {"feedback": feedback_of(attempt, slot), "shows_marks": shows_marks}


@register.filter(name="is_sent_back")
def sent_back(attempt: Attempt) -> bool:
    return is_sent_back(attempt)


@register.filter
def mark_number(value: float | None) -> str:
    """Points or per cent as they are written here, without needless zeros."""
    return "–" if value is None else tidy(value)
