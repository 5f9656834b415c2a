"""Aiken written: nothing but a text, its options and the letter of the right one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from quizzes.exchange.formats import codes, plain_text
from quizzes.exchange.formats.aiken.reading import read
from quizzes.exchange.formats.carrying import extras_of, only_ours
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.drafts import Draft, Written
from quizzes.grading.questions import SingleChoice

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def write(drafts: Iterable[Draft], files: Mapping[str, bytes]) -> Written:
    """A file of Aiken; what it cannot carry is listed."""
    pieces: list[str] = []
    losses = Findings()
    for draft in drafts:
        body = _body(draft.question) if isinstance(draft.question, SingleChoice) else ""
        back = read(body.encode()).drafts if body else ()
        if len(back) != 1 or not isinstance(back[0].question, SingleChoice):
            losses.error(codes.CANNOT_CARRY, draft.question.kind if draft.question else "", str(draft.number))
            continue
        for field in _lost(draft, back[0]):
            losses.loss(codes.NOT_CARRIED, field, str(draft.number))
        pieces.append(f"{body}\n")
    return Written("".join(pieces).encode(), "txt", "text/plain", losses.all())


def _body(question: SingleChoice) -> str:
    """The question's lines; nothing where it has not one wholly right option among wholly wrong ones."""
    right = [number for number, choice in enumerate(question.choices) if choice.is_right]
    if len(right) != 1 or not 2 <= len(question.choices) <= len(_LETTERS):
        return ""
    lines = [
        _line(question.prompt),
        *(f"{letter}. {_line(one.text)}" for letter, one in zip(_LETTERS, question.choices, strict=False)),
        f"ANSWER: {_LETTERS[right[0]]}",
    ]
    return "\n".join(lines) + "\n"


def _line(html: str) -> str:
    return re.sub(r"\s*\n\s*", " ", plain_text.plain(html))


def _lost(draft: Draft, back: Draft) -> list[str]:
    """The fields that say something else after the trip; a paragraph around a text says nothing."""
    question = draft.question
    assert isinstance(question, SingleChoice)  # noqa: S101  (for the type checker; `write` has looked)
    bare = replace(
        question,
        prompt=f"<p>{plain_text.bare(question.prompt)}</p>",
        choices=tuple(replace(choice, text=plain_text.bare(choice.text)) for choice in question.choices),
    )
    extras = extras_of(replace(draft, question=bare), back)
    beside = [name for name in ("name", "category", "points") if name in extras.about]
    return [*only_ours(extras), *beside]
