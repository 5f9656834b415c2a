"""What of an answer is somebody's own words, and what only points at what was offered. Pure: no Django."""

from typing import Any

from quizzes.grading.marks import accepted_form, accepted_number, gap_fraction
from quizzes.grading.questions import AnyQuestion, Cloze, Essay, GapKind, Numerical, ShortAnswer
from quizzes.grading.responses import Response


def is_typed(question: AnyQuestion) -> bool:
    """Whether an answer to it may hold words of the one who answered."""
    return isinstance(question, Essay | ShortAnswer | Numerical | Cloze)


def without_own_words(question: AnyQuestion, response: Response) -> Response:
    """The answer with nothing left in it that says more than the key does: what was chosen, and typed words
    that count. It earns what it earned before."""
    match question:
        case Essay():
            return None
        case ShortAnswer():
            return response if isinstance(response, str) and accepted_form(question, response) else None
        case Numerical():
            known = isinstance(response, str) and accepted_number(question.accepted, response, question.unit)
            return response if known else None
        case Cloze():
            return _gaps(question, response) if isinstance(response, dict) else None
        case _:
            return response


def _gaps(question: Cloze, response: dict[str, Any]) -> Response:
    kept = {
        gap.id: response[gap.id]
        for gap in question.gaps
        if gap.id in response and (gap.kind is GapKind.CHOICE or gap_fraction(gap, response[gap.id]) > 0)
    }
    return kept or None
