"""What a format did not carry, found by reading again what was written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from html import unescape
from typing import Any

from quizzes.exchange.formats.drafts import Draft, Finding, Weight
from quizzes.exchange.formats.flow import canonical
from quizzes.grading.checking import GAP
from quizzes.grading.codec import dump
from quizzes.grading.questions import (
    TYPES,
    AnyQuestion,
    Choice,
    ChoiceScoring,
    Cloze,
    Item,
    Matching,
    MultipleChoice,
    Ordering,
    Pair,
)

_OF_DRAFT = ("name", "category", "difficulty", "topics", "sources", "points")
_HTML = {
    "prompt",
    "explanation",
    "text",
    "feedback",
    "when_right",
    "when_partly",
    "when_wrong",
    "feedback_true",
    "feedback_false",
}
_WORDS_ONLY = {"Accepted"}
_PICTURE = re.compile(r'(?<=<img src=")[^"]*')

Files = Mapping[str, bytes]


def losses_of(
    written: Sequence[Draft],
    came_back: Sequence[Draft],
    files: Files | None = None,
    files_back: Files | None = None,
) -> Iterator[Finding]:
    """For each question what is not as it was: `lost.<field>`; `place` is the question's number.

    Pictures are the same where `files` and `files_back` hold the same bytes for them, whatever their names.
    """
    for place, draft in enumerate(written):
        again = came_back[place] if place < len(came_back) else None
        number = str(draft.number or place + 1)
        if again is None or again.question is None:
            yield Finding("lost.question", Weight.LOSS, number)
            continue
        for name in _OF_DRAFT:
            if getattr(draft, name) != getattr(again, name):
                yield Finding(f"lost.{name}", Weight.LOSS, number, str(getattr(draft, name))[:80])
        if draft.question is not None:
            for name in _differing(comparable(draft.question, files), comparable(again.question, files_back)):
                yield Finding(f"lost.{name}", Weight.LOSS, number)


def comparable(question: AnyQuestion, files: Files | None = None) -> AnyQuestion:
    """The question without what has no meaning of its own: ids, and different HTML for the same look."""
    match question:
        case Cloze():
            named = {gap.id: f"g{number}" for number, gap in enumerate(_in_text(question), start=1)}
            text = GAP.sub(lambda found: "{{" + named.get(found[1], found[1]) + "}}", question.text)
            gaps = tuple(replace(gap, id=named.get(gap.id, gap.id)) for gap in _in_text(question))
            question = replace(question, text=text, gaps=gaps)
        case Matching():
            answers = {answer.id: f"a{number}" for number, answer in enumerate(question.answers)}
            question = replace(
                question,
                pairs=tuple(Pair("", pair.text, answers.get(pair.answer, "")) for pair in question.pairs),
                answers=tuple(Item(answers[answer.id], answer.text) for answer in question.answers),
            )
        case MultipleChoice() if question.scoring is not ChoiceScoring.SHARES:
            choices = tuple(replace(one, share=100.0 if one.is_right else 0.0) for one in question.choices)
            question = replace(question, choices=choices)
        case Ordering():
            question = replace(question, items=tuple(Item("", item.text) for item in question.items))
    made: AnyQuestion = _tidy(question, files or {})
    return made


def _in_text(question: Cloze) -> list[Any]:
    by_id = {gap.id: gap for gap in question.gaps}
    standing = [by_id[one] for one in GAP.findall(question.text) if one in by_id]
    return standing + [gap for gap in question.gaps if gap not in standing]


def _tidy(value: Any, files: Files) -> Any:
    if isinstance(value, tuple):
        return tuple(_tidy(one, files) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    plain = type(value).__name__ in _WORDS_ONLY
    changed = {
        field.name: _with_contents(canonical(said), files)
        if field.name in _HTML and not plain and isinstance(said, str)
        else _tidy(said, files)
        for field in fields(value)
        if (said := getattr(value, field.name)) is not None
    }
    if isinstance(value, Choice):
        changed["id"] = ""
    return replace(value, **changed)


def _with_contents(html: str, files: Files) -> str:
    """Each picture by what is in it."""

    def content(found: re.Match[str]) -> str:
        data = files.get(unescape(found[0]))
        return found[0] if data is None else sha256(data).hexdigest()

    return _PICTURE.sub(content, html)


def _differing(before: AnyQuestion, after: AnyQuestion) -> Iterator[str]:
    if type(before) is not type(after):
        yield "kind"
        return
    for field in fields(TYPES[before.kind]):
        one, other = getattr(before, field.name), getattr(after, field.name)
        if one == other:
            continue
        if _unbold(dump(one)) == _unbold(dump(other)):
            yield "bold"
        elif _are_alike(one, other):
            names = (name for a, b in zip(one, other, strict=True) for name in _names(a, b))
            yield from dict.fromkeys(f"{field.name}.{name}" for name in names)
        else:
            yield field.name


def _are_alike(one: Any, other: Any) -> bool:
    """Two lists of parts that can be held side by side."""
    both = isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other)
    return both and all(is_dataclass(value) for value in (*one, *other))


def _names(one: Any, other: Any) -> Iterator[str]:
    before, after = dump(one), dump(other)
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield name


def _unbold(value: Any) -> Any:
    """The same without bold letters: an option that is bold as a whole is not, in a paper, emphasis."""
    if isinstance(value, str):
        return value.replace("<b>", "").replace("</b>", "")
    if isinstance(value, list):
        return [_unbold(one) for one in value]
    if isinstance(value, dict):
        return {name: _unbold(one) for name, one in value.items()}
    return value
