"""What the pieces of a question are called on a screen, and settings among them in words."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from quizzes.bank.blocks import CHOICE_SCORING, MATCH_SCORING, ORDER_SCORING
from quizzes.bank.parts import Answer, Part
from quizzes.bank.presenting import rich

LABELS: dict[str, Any] = {
    "prompt": _("Question"),
    "text": _("Text with gaps"),
    "choice": _("Option"),
    "feedback": _("Said of it"),
    "scoring": _("Marks"),
    "shuffle": _("May be shuffled"),
    "is_true": _("This statement is"),
    "feedback_true": _("Said to who answers “true”"),
    "feedback_false": _("Said to who answers “false”"),
    "pair": _("Pair"),
    "pair_answer": _("Belongs to it"),
    "other": _("Belongs to nothing"),
    "item": _("In place"),
    "accepted": _("Accepted answer"),
    "number": _("Right number"),
    "unit": _("Unit shown behind the field"),
    "gap": _("Gap"),
    "bank": _("Words to choose from, for all gaps"),
    "weight": _("Weight"),
    "forgives_case": _("Overlooks capital and small letters"),
    "forgives_marks": _("Overlooks Vietnamese marks left out"),
    "forgives_tones": _("Overlooks where the tone mark stands"),
    "criterion": _("Criterion"),
    "guidance": _("What to look for"),
    "words_min": _("At least so many words"),
    "words_max": _("At most so many words"),
    "files_max": _("Files that may be attached"),
    "template": _("Outline to start from"),
    "explanation": _("Explanation"),
    "when_right": _("Said after a right answer"),
    "when_partly": _("Said after a partly right answer"),
    "when_wrong": _("Said after a wrong answer"),
    "hint": _("Hint"),
}
_VALUES: dict[str, Any] = {
    Answer.YES: _("yes"),
    Answer.NO: _("no"),
    "true": _("True"),
    "false": _("False"),
    **{value.value: label for value, label in [*CHOICE_SCORING, *MATCH_SCORING, *ORDER_SCORING]},
}
_SETTINGS = frozenset({"scoring", "shuffle", "is_true", "forgives_case", "forgives_marks", "forgives_tones"})
_RICH = frozenset(
    {
        "prompt",
        "text",
        "choice",
        "feedback",
        "feedback_true",
        "feedback_false",
        "pair",
        "pair_answer",
        "other",
        "item",
        "explanation",
        "when_right",
        "when_partly",
        "when_wrong",
        "hint",
    }
)


def label_of(part: Part) -> str:
    label = str(LABELS[part.code])
    return f"{label} {part.place}" if part.place else label


def words_of(part: Part) -> str:
    """What a piece says, as plain words or as the mark-up that its author gave it."""
    return str(_VALUES.get(part.text, part.text)) if part.code in _SETTINGS else part.text


def shown(part: Part) -> SafeString | str:
    """What a piece says, ready for a page."""
    if part.code in _RICH:
        return rich(part.text)
    return words_of(part)


def is_rich(part: Part) -> bool:
    return part.code in _RICH
