"""What is said after an answer, and what would have been right."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Any

from quizzes.grading.marks import accepted_form, accepted_number, gap_filled, gap_fraction
from quizzes.grading.questions import (
    AnyQuestion,
    Cloze,
    Essay,
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


class Verdict(StrEnum):
    """How an answer turned out, in one word."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    WAITING = "waiting"  # for a person who marks it


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question that is answered by itself: what was given, what is right; texts as HTML or plain.

    `is_text` says that `given` and `right` are plain text as somebody typed it.
    """

    label: str
    given: str
    right: str
    is_right: bool
    is_text: bool = False


def verdict_of(response: Response, fraction: float | None) -> Verdict:
    if response is None:
        return Verdict.UNANSWERED
    if fraction is None:
        return Verdict.WAITING
    if fraction >= 1:
        return Verdict.RIGHT
    return Verdict.PARTLY if fraction > 0 else Verdict.WRONG


def said_about(question: AnyQuestion, verdict: Verdict) -> str:
    """What the author says to everybody whose answer turned out like this."""
    match verdict:
        case Verdict.RIGHT:
            return question.when_right
        case Verdict.PARTLY:
            return question.when_partly
        case Verdict.WRONG:
            return question.when_wrong
        case _:
            return ""


def said_to_choices(question: AnyQuestion, response: Response) -> dict[str, str]:
    """What the author says to who chose an option, by the option's id; nothing for what was not chosen."""
    match question:
        case SingleChoice() | MultipleChoice():
            chosen = response if isinstance(response, list) else [response]
            return {one.id: one.feedback for one in question.choices if one.id in chosen and one.feedback}
        case TrueFalse():
            said = {"true": question.feedback_true, "false": question.feedback_false}
            return {response: said[response]} if isinstance(response, str) and said.get(response) else {}
        case _:
            return {}


def said_to_words(question: AnyQuestion, response: Response) -> list[str]:
    """What the author says to who typed an accepted form or number, or filled a gap so."""
    return [said for said in _said_to_words(question, response) if said]


def _said_to_words(question: AnyQuestion, response: Any) -> Iterator[str]:
    match question:
        case ShortAnswer() if response:
            form = accepted_form(question, response)
            yield form.feedback if form else ""
        case Numerical() if response:
            number = accepted_number(question.accepted, response, question.unit)
            yield number.feedback if number else ""
        case Cloze() if response:
            for gap in question.gaps:
                yield _said_in_gap(gap, response.get(gap.id, ""))


def _said_in_gap(gap: Gap, typed: str) -> str:
    if not typed:
        return ""
    if gap.kind is GapKind.CHOICE and gap.choices:
        return next((choice.feedback for choice in gap.choices if choice.id == typed), "")
    filled = gap_filled(gap, typed)
    return filled.feedback if filled else ""


def right_choices(question: AnyQuestion) -> frozenset[str]:
    """The ids of the options that are right; none for a question without options."""
    match question:
        case SingleChoice() | MultipleChoice():
            return frozenset(choice.id for choice in question.choices if choice.is_right)
        case TrueFalse():
            return frozenset({"true" if question.is_true else "false"})
        case _:
            return frozenset()


def parts_of(question: AnyQuestion, response: Response) -> list[Part]:
    """What was given and what is right, part by part; empty for options, and for what a person marks."""
    return list(_parts(question, response))


def _parts(question: AnyQuestion, response: Any) -> Iterator[Part]:
    match question:
        case Matching():
            texts = {answer.id: answer.text for answer in question.answers}
            given = response or {}
            for pair in question.pairs:
                chosen = given.get(pair.id, "")
                is_right = chosen == pair.answer
                yield Part(pair.text, texts.get(chosen, ""), texts.get(pair.answer, ""), is_right)
        case Ordering():
            items = {item.id: item.text for item in question.items}
            given = response or [""] * len(question.items)
            for place, (item, chosen) in enumerate(zip(question.items, given, strict=False), start=1):
                yield Part(str(place), items.get(chosen, ""), item.text, chosen == item.id)
        case ShortAnswer():
            form = accepted_form(question, response) if response else None
            best = max(question.accepted, key=lambda one: one.share)
            yield Part("", response or "", _plain_form(best.text), bool(form and form.share >= 100), True)
        case Numerical():
            number = accepted_number(question.accepted, response, question.unit) if response else None
            wanted = max(question.accepted, key=lambda one: one.share)
            unit = f" {question.unit}" if question.unit else ""
            right = _number(wanted.value, wanted.tolerance) + unit
            given = f"{response}{unit}" if response else ""
            yield Part("", given, right, bool(number and number.share >= 100), True)
        case Cloze():
            given = response or {}
            for place, gap in enumerate(question.gaps, start=1):
                typed = given.get(gap.id, "")
                is_right = gap_fraction(gap, typed) >= 1
                is_text = not gap.choices
                yield Part(str(place), _chosen(gap, typed), _right_of(gap), is_right, is_text)
        case SingleChoice() | MultipleChoice() | TrueFalse() | Essay():
            return


def _chosen(gap: Gap, typed: str) -> str:
    return next(
        (choice.text for choice in gap.choices if choice.id == typed), escape(typed) if gap.choices else typed
    )


def _right_of(gap: Gap) -> str:
    """What fills a gap best."""
    if gap.kind is GapKind.CHOICE and gap.choices:
        return max(gap.choices, key=lambda one: one.share).text
    if gap.kind is GapKind.NUMBER and gap.numbers:
        wanted = max(gap.numbers, key=lambda one: one.share)
        return _number(wanted.value, wanted.tolerance)
    forms = [one for one in gap.accepted if one.text]
    return _plain_form(max(forms, key=lambda one: one.share).text) if forms else ""


def _plain_form(accepted: str) -> str:
    """An accepted form as a person reads it: `*` stands for any words."""
    return accepted.replace("\\*", "\0").replace("*", "…").replace("\0", "*")


def _number(value: str, tolerance: str) -> str:
    """A number with its tolerance, with a comma before the decimals as people write it here."""
    shown = value.replace(".", ",")
    return shown if tolerance.strip() in {"", "0"} else f"{shown} ± {tolerance.replace('.', ',')}"
