"""What can be chosen in a question, part by part, and what an answer chose.

A question to choose from is one part; a matching question has a part for each pair, an ordering one for each
item, a cloze for each gap. Typed answers are gathered by form: the accepted one, or what was written instead.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quizzes.grading.marks import accepted_form, accepted_number
from quizzes.grading.questions import (
    AnyQuestion,
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

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TRUE, FALSE = "true", "false"


@dataclass(frozen=True, slots=True)
class Option:
    """Something chosen or written; `text` as its author wrote it (HTML), or as typed where `is_typed`."""

    key: str
    text: str
    is_right: bool
    letter: str = ""
    is_typed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to answer; `number` counts from 1 and is 0 where a question has one part."""

    key: str
    options: tuple[Option, ...]
    number: int = 0
    text: str = ""
    takes_several: bool = False


Chosen = tuple[str, Option | None]
"""A part's key and what was chosen there; None for what this version of the question does not know."""


def parts_of(question: AnyQuestion) -> tuple[Part, ...]:
    """What can be chosen, in the author's order; nothing for an essay. Typed forms are found in answers."""
    match question:
        case SingleChoice() | MultipleChoice():
            options = tuple(
                Option(choice.id, choice.text, choice.is_right, _letter(number))
                for number, choice in enumerate(question.choices)
            )
            return (Part("", options, takes_several=isinstance(question, MultipleChoice)),)
        case TrueFalse():
            return (Part("", (Option(TRUE, "", question.is_true), Option(FALSE, "", not question.is_true))),)
        case Matching():
            return tuple(
                Part(pair.id, _answers(question, pair.answer), number, pair.text)
                for number, pair in enumerate(question.pairs, start=1)
            )
        case Ordering():
            count = len(question.items)
            return tuple(
                Part(item.id, _places(count, number), number, item.text)
                for number, item in enumerate(question.items, start=1)
            )
        case Cloze():
            return tuple(
                Part(gap.id, _gap_options(question, gap), number)
                for number, gap in enumerate(question.gaps, start=1)
            )
        case ShortAnswer() | Numerical():
            return (Part("", ()),)
        case _:
            return ()


def chosen_in(question: AnyQuestion, response: Any) -> Iterator[Chosen]:
    """What a stored answer chose, by part."""
    known = {part.key: {option.key: option for option in part.options} for part in parts_of(question)}
    for part, key in _keys(question, response):
        if part in known:
            yield part, known[part].get(key) or _typed(question, part, key)


def _keys(question: AnyQuestion, response: Any) -> Iterator[tuple[str, str]]:
    match question, response:
        case (Ordering(), list()):
            yield from ((item, str(place)) for place, item in enumerate(response, start=1))
        case (MultipleChoice(), list()):
            yield from (("", one) for one in response)
        case (Matching() | Cloze(), dict()):
            yield from ((part, one) for part, one in response.items() if isinstance(one, str))
        case (_, str()):
            yield "", response


def _typed(question: AnyQuestion, part: str, text: str) -> Option | None:
    """The form that a typed answer has."""
    match question:
        case ShortAnswer():
            form = accepted_form(question, text)
            return _form(text, form.text if form and form.share > 0 else None)
        case Numerical():
            number = accepted_number(question.accepted, text, question.unit)
            return _form(text, number.value if number and number.share > 0 else None)
        case Cloze():
            gap = next((gap for gap in question.gaps if gap.id == part), None)
            return _typed_in_gap(gap, text) if gap and gap.kind is not GapKind.CHOICE else None
        case _:
            return None


def _typed_in_gap(gap: Gap, text: str) -> Option:
    if gap.kind is GapKind.NUMBER:
        number = accepted_number(gap.numbers, text)
        return _form(text, number.value if number and number.share > 0 else None)
    gap_as_question = ShortAnswer(prompt="", accepted=gap.accepted, forgiving=gap.forgiving)
    form = accepted_form(gap_as_question, text)
    return _form(text, form.text if form and form.share > 0 else None)


def _form(text: str, accepted: str | None) -> Option:
    if accepted is not None:
        return Option(f"={accepted}", accepted, is_right=True, is_typed=True)
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    return Option(f"~{tidy.casefold()}", tidy.casefold(), is_right=False, is_typed=True)


def _answers(question: Matching, right: str) -> tuple[Option, ...]:
    return tuple(
        Option(answer.id, answer.text, answer.id == right, _letter(number))
        for number, answer in enumerate(question.answers)
    )


def _places(count: int, right: int) -> tuple[Option, ...]:
    return tuple(Option(str(place), str(place), place == right) for place in range(1, count + 1))


def _gap_options(question: Cloze, gap: Gap) -> tuple[Option, ...]:
    if gap.kind is not GapKind.CHOICE:
        return ()
    if gap.choices:
        return tuple(
            Option(choice.id, choice.text, choice.is_right, _letter(number))
            for number, choice in enumerate(gap.choices)
        )
    bank = ShortAnswer(prompt="", accepted=gap.accepted, forgiving=gap.forgiving)
    return tuple(
        Option(word, word, accepted_form(bank, word) is not None, _letter(number), is_typed=True)
        for number, word in enumerate(question.bank)
    )


def _letter(number: int) -> str:
    return LETTERS[number % len(LETTERS)]
