"""Pure decisions about what a course is made of."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def digest_of(content: Any) -> str:
    """A fingerprint of plain data (SHA-256 of its canonical JSON, 64 hex digits)."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def lines_of(text: str) -> list[str]:
    """The lines an author typed one under the other, without blank ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def checklist_items(body: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The id of every checklist item in a lesson's raw body, in order."""
    for block in body:
        if block["type"] == "checklist":
            yield from (item["id"] for item in block["value"]["items"])
