"""What may be answered to a question, brought into one form that is stored and graded.

A response is JSON: the id of a choice; a list of ids (multiple choice in any order, ordering in order);
"true" or "false"; {pair id: answer id}; {gap id: text}; text; for an essay {"text": …, "files": [id, …]}.
None stands for no answer.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

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

Response: TypeAlias = str | list[str] | dict[str, Any] | None

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
"""What no database of ours stores: a zero, and halves of letters that only broken programs send."""

MOST_CHARACTERS = 500
"""Of a typed answer."""
MOST_ESSAY_CHARACTERS = 50_000


class BadResponse(Exception):
    """No device of ours answered this: an unknown id, another shape, a text beyond all bounds."""


def read_response(question: AnyQuestion, raw: Any) -> Response:
    """`raw` as it is stored; None for an empty answer. Raises BadResponse."""
    if raw is None:
        return None
    match question:
        case SingleChoice():
            return _one_of(raw, {choice.id for choice in question.choices})
        case MultipleChoice():
            known = [choice.id for choice in question.choices]
            chosen = {_known(one, known) for one in _list(raw)}
            return [one for one in known if one in chosen] or None
        case TrueFalse():
            return _one_of(raw, {"true", "false"})
        case Matching():
            pairs = {pair.id for pair in question.pairs}
            answers = {answer.id for answer in question.answers}
            return _filled({_known(p, pairs): _one_of(a, answers) for p, a in _mapping(raw).items()})
        case Ordering():
            known = [item.id for item in question.items]
            order = [_known(one, known) for one in _list(raw)]
            if order and sorted(order) != sorted(known):
                raise BadResponse("order")
            return order or None
        case ShortAnswer() | Numerical():
            return _text(raw, MOST_CHARACTERS) or None
        case Cloze():
            gaps = {gap.id: gap for gap in question.gaps}
            return _filled({_known(g, gaps): _in_gap(gaps[g], t) for g, t in _mapping(raw).items()})
        case Essay():
            return _essay(raw)


def is_whole(question: AnyQuestion, response: Response) -> bool:
    """Whether every part of a question is answered, so that nothing is left to do in it."""
    match question:
        case Matching():
            return isinstance(response, dict) and len(response) == len(question.pairs)
        case Cloze():
            return isinstance(response, dict) and len(response) == len(question.gaps)
        case _:
            return response is not None


def _in_gap(gap: Gap, raw: Any) -> str | None:
    """A gap with choices of its own takes one of them; every other takes a text."""
    if gap.kind is GapKind.CHOICE and gap.choices:
        return _one_of(raw, {choice.id for choice in gap.choices})
    return _text(raw, MOST_CHARACTERS)


def _essay(raw: Any) -> Response:
    essay = _mapping(raw)
    if set(essay) - {"text", "files"}:
        raise BadResponse("essay")
    text = _text(essay.get("text") or "", MOST_ESSAY_CHARACTERS)
    files = [_text(one, MOST_CHARACTERS) for one in _list(essay.get("files") or [])]
    return {"text": text, "files": files} if text or files else None


def _one_of(raw: Any, known: set[str]) -> str | None:
    return _known(raw, known) if raw != "" else None


def _known(raw: Any, known: Any) -> str:
    if not isinstance(raw, str) or raw not in known:
        raise BadResponse("id")
    return raw


def _text(raw: Any, most: int) -> str:
    if not isinstance(raw, str) or len(raw) > most or _UNWRITABLE.search(raw):
        raise BadResponse("text")
    return raw.strip()


def _list(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise BadResponse("list")
    return raw


def _mapping(raw: Any) -> Mapping[Any, Any]:
    if not isinstance(raw, dict):
        raise BadResponse("mapping")
    return raw


def _filled(parts: dict[str, str | None]) -> Response:
    return {name: value for name, value in parts.items() if value} or None
