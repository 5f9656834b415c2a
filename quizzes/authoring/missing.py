"""What is still to be done before a question or a quiz can be sent for checking, in words."""

from typing import Any

from quizzes.bank.looking import missing_in as missing_in_question
from quizzes.bank.models import Question
from quizzes.papers.looking import missing_in_quiz
from quizzes.papers.models import Quiz


def missing_in(obj: Any) -> list[str]:
    if isinstance(obj, Question):
        return missing_in_question(obj)
    return missing_in_quiz(obj) if isinstance(obj, Quiz) else []
