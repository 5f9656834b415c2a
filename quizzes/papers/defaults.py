"""What a new quiz starts from, by what it is for."""

from collections.abc import Mapping
from typing import Any

from quizzes.papers.models import Quiz
from quizzes.papers.rules import Behaviour, ShowWhen

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    # Tried again and again, told at once: it teaches.
    Quiz.Purpose.CHECK: {
        "behaviour": Behaviour.IMMEDIATE,
        "show_marks": ShowWhen.AT_ONCE,
        "show_answers": ShowWhen.AT_ONCE,
        "show_explanations": ShowWhen.AT_ONCE,
    },
    Quiz.Purpose.LESSON: {"max_attempts": None, "pass_percent": 70},
    Quiz.Purpose.FINAL: {"time_limit_minutes": 20, "max_attempts": 3, "pass_percent": 70},
}


def new_quiz(purpose: str) -> Quiz:
    """A quiz for a purpose, not saved."""
    return Quiz(purpose=purpose, **DEFAULTS.get(purpose, {}))
