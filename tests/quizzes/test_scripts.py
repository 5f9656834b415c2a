"""A quiz's scripts are light: with everything they bring along they stay within the promised bytes."""

import gzip
import re
from pathlib import Path

from tests.house.tree import ROOT

STATIC = [ROOT / "quizzes" / "static", ROOT / "site" / "portal" / "static"]
BUDGET = 22 * 1024
OURS = 12 * 1024
"""What we hold ourselves to: half of it is left for what a quiz may learn."""


def brought(name: str, seen: dict[str, bytes]) -> dict[str, bytes]:
    """A script and all that it imports, by its path among static files."""
    if name in seen:
        return seen
    path = next(folder / name for folder in STATIC if (folder / name).is_file())
    seen[name] = path.read_bytes()
    for address in re.findall(r'from "(\.[^"]+)"', seen[name].decode()):
        target = Path(name).parent / address
        parts: list[str] = []
        for part in target.parts:
            if part == "..":
                parts.pop()
            elif part != ".":
                parts.append(part)
        brought("/".join(parts), seen)
    return seen


def test_a_page_of_a_quiz_brings_few_bytes_of_script() -> None:
    scripts = brought("quizzes/js/quiz.js", brought("portal/js/site.js", {}))
    assert {"portal/js/outbox.js", "quizzes/js/sending.js", "quizzes/js/fields.js"} <= set(scripts)
    weight = sum(len(gzip.compress(text)) for text in scripts.values())
    assert weight <= OURS < BUDGET
