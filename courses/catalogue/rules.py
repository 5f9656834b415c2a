"""Pure decisions about what a course is made of."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def lines_of(text: str) -> list[str]:
    """The lines an author typed one under the other, without blank ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def checklist_items(body: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The id of every checklist item in a lesson's raw body, in order."""
    for block in body:
        if block["type"] == "checklist":
            yield from (item["id"] for item in block["value"]["items"])


def quizzes_in(body: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of the quizzes in a lesson's raw body, each once and in order."""
    found = (block["value"].get("quiz") for block in body if block["type"] == "quiz")
    return list(dict.fromkeys(quiz for quiz in found if quiz))
