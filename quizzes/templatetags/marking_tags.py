"""What markers have to tell a learner, wherever a page makes room for it."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format

from quizzes.attempts.models import Attempt
from quizzes.marking.notices.queries import MOST_SHOWN, unread_notices
from quizzes.marking.queries import feedback_of
from quizzes.papers.models import Quiz

register = template.Library()

_MOST_DECIMALS = 2


@register.inclusion_tag("quizzes/marking/_notices.html", takes_context=True)
def mark_notices(context: Any, quiz: Quiz | None = None) -> dict[str, Any]:
    """What she was told about her marks and has not read; of one quiz, or of all."""
    unread = unread_notices(getattr(context["request"], "person", None))
    found = unread.filter(attempt__quiz=quiz) if quiz else unread
    return {"notices": found[:MOST_SHOWN]}


@register.inclusion_tag("quizzes/marking/_returned.html")
def returned_essays(attempt: Attempt, *, shows_marks: bool = True) -> dict[str, Any]:
    """What markers returned of an attempt. The page has made sure that the attempt is the reader's."""
    return {"feedback": feedback_of(attempt), "shows_marks": shows_marks}


@register.filter
def mark_number(value: float | None) -> str:
    """Points or per cent as they are written here, without needless zeros."""
    if value is None:
        return "–"
    text = f"{value:.{_MOST_DECIMALS}f}".rstrip("0").rstrip(".")
    return str(number_format(Decimal(text)))
