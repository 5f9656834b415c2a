"""Template tags of the authoring side: looking at a question, at a quiz."""

from typing import Any

from django import template

from quizzes.bank.looking import Look, look_at
from quizzes.bank.models import Question
from quizzes.papers.looking import QuizLook, look_at_quiz
from quizzes.papers.models import Quiz

register = template.Library()


@register.simple_tag
def look(question: Question) -> Look:
    return look_at(question)


@register.simple_tag
def quiz_look(quiz: Quiz, request: Any) -> QuizLook:
    """One paper; the preview's own button asks for another draw."""
    return look_at_quiz(quiz, seed=getattr(request, "draw_seed", 1))
