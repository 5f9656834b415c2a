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
