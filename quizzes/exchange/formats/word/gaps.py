"""Gaps of a sentence: "……", "____", "(1) …………"."""

import re
from collections.abc import Sequence

from quizzes.exchange.formats.word.lines import Line
from quizzes.exchange.formats.word.rich import Rich, plain

_RUN = re.compile(r"(?:\(\s*\d{1,2}\s*\)\s*)?[._…](?:[._… ]*[._…])?(?:\s*\(\s*\d{1,2}\s*\)(?!\S))?")
_ONLY_DOTS = re.compile(r"[\s._…]*[._…]{3,}[\s._…]*")
_WEIGHTS = {".": 1, "…": 3, "_": 2}
_GAP = 5
"""Three dots alone end a thought."""


def gaps_in(text: str) -> list[tuple[int, int]]:
    return [
        found.span()
        for found in _RUN.finditer(text)
        if sum(_WEIGHTS.get(letter, 0) for letter in found[0]) >= _GAP
    ]


def is_space_to_write(line: Line) -> bool:
    """A line of nothing but dots: room for an essay on paper."""
    return line.table is None and _ONLY_DOTS.fullmatch(line.rich.text) is not None


def filled(lines: Sequence[Line], ids: Sequence[str]) -> list[Line]:
    """The lines with {{id}} where the gaps were."""
    left = list(ids)
    made: list[Line] = []
    for line in lines:
        rich, start = Rich(), 0
        for first, last in gaps_in(line.rich.text) if line.table is None else []:
            rich += line.rich.cut(start, first) + plain("{{" + left.pop(0) + "}}")
            start = last
        made.append(line.of(rich + line.rich.cut(start)) if start else line)
    return made
