"""An answer in plain words, as it is told to who gave it."""

from typing import Any

from django.utils.translation import gettext as _

from quizzes.bank.rules import label_of
from quizzes.grading.questions import (
    AnyQuestion,
    Essay,
    Matching,
    MultipleChoice,
    Ordering,
    SingleChoice,
    TrueFalse,
)
from quizzes.grading.responses import Response


def answer_in_words(question: AnyQuestion, response: Response) -> str:
    """What was chosen or typed, without a word on whether it was right; "" for no answer."""
    if response is None:
        return ""
    said: Any = response
    match question:
        case SingleChoice() | MultipleChoice():
            texts = {choice.id: label_of(choice.text) for choice in question.choices}
            return "; ".join(texts.get(one, one) for one in _list(said))
        case Ordering():
            texts = {item.id: label_of(item.text) for item in question.items}
            return "; ".join(texts.get(one, one) for one in _list(said))
        case Matching():
            things = {pair.id: label_of(pair.text) for pair in question.pairs}
            answers = {item.id: label_of(item.text) for item in question.answers}
            return "; ".join(f"{things.get(a, a)} → {answers.get(b, b)}" for a, b in said.items())
        case TrueFalse():
            return _("True") if said == "true" else _("False")
        case Essay():
            return str(said.get("text", ""))
        case _:
            return "; ".join(map(str, said.values())) if isinstance(said, dict) else str(said)


def _list(said: Any) -> list[str]:
    return said if isinstance(said, list) else [said]
