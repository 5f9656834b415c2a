"""Pure decisions about what a course is made of."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def checklist_items(body: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The id of every checklist item in a lesson's raw body, in order."""
    for block in body:
        if block["type"] == "checklist":
            yield from (item["id"] for item in block["value"]["items"])


def quizzes_in(body: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of the quizzes in a lesson's raw body, each once and in order."""
    return _chosen_in(body, "quiz")


def recordings_in(body: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of the film and sound in it."""
    return _chosen_in(body, "recording")


def packages_in(body: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of the interactive content in it."""
    return _chosen_in(body, "package")


def _chosen_in(body: Sequence[Mapping[str, Any]], kind: str) -> list[int]:
    """What blocks of a kind have chosen, each once; a block holds it under the name of its kind."""
    found = (block["value"].get(kind) for block in body if block["type"] == kind)
    return list(dict.fromkeys(number for number in found if number))
