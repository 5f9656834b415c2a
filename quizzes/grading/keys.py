"""What is right, as a response that earns everything: for key sheets, and for who has answered."""

from quizzes.grading.questions import (
    AnyQuestion,
    Choice,
    Cloze,
    Gap,
    GapKind,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizzes.grading.responses import Response


def right_response(question: AnyQuestion) -> Response:
    """A response that earns everything, for a sound question; None for what a person has to mark."""
    match question:
        case SingleChoice():
            return _best(question.choices)
        case MultipleChoice():
            return [choice.id for choice in question.choices if choice.is_right] or None
        case TrueFalse():
            return "true" if question.is_true else "false"
        case Matching():
            return {pair.id: pair.answer for pair in question.pairs}
        case Ordering():
            return [item.id for item in question.items]
        case ShortAnswer():
            return typed_form(max(question.accepted, key=lambda one: one.share).text)
        case Numerical():
            return max(question.accepted, key=lambda one: one.share).value
        case Cloze():
            return {gap.id: _gap(gap) for gap in question.gaps}
        case _:
            return None


def typed_form(accepted: str) -> str:
    """An accepted form as somebody would type it: nothing for `*`, a star for `\\*`."""
    kept = accepted.replace("\\*", "\0").replace("*", " ").replace("\0", "*")
    return " ".join(kept.split()) or accepted


def _best(choices: tuple[Choice, ...]) -> str | None:
    return max(choices, key=lambda choice: choice.share).id if choices else None


def _gap(gap: Gap) -> str:
    if gap.kind is GapKind.CHOICE and gap.choices:
        return _best(gap.choices) or ""
    if gap.kind is GapKind.NUMBER:
        return max(gap.numbers, key=lambda one: one.share).value
    return typed_form(max(gap.accepted, key=lambda one: one.share).text)
