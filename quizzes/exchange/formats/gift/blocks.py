"""A file of GIFT in blocks: one for a question, told apart by blank lines, with the category it stands in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quizzes.exchange.formats import codes
from quizzes.exchange.formats.categories import category_of
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.gift.escapes import held

EXTRAS = "// lcb: "
_LOOK_AHEAD = 40
_LONGEST_COMMENT = 2_000
_CATEGORY = "$CATEGORY:"
_TAG = re.compile(r"\[tag:((?:[^\]\\]|\\.)*)\]")


@dataclass(slots=True)
class Block:
    """The lines of a question without comments, and what its comments say."""

    line: int
    lines: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    category: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    extras: str = ""
    findings: Findings = field(default_factory=Findings)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def blocks_of(lines: Sequence[str]) -> Iterator[Block]:
    """The questions of a file in order; categories apply to what follows them."""
    category: tuple[str, ...] = ()
    block = Block(1)
    depth = 0
    was_blank = goes_on = False
    for number, line in enumerate(lines, start=1):
        stripped = line.strip()
        if not stripped:
            goes_on = goes_on if was_blank else depth > 0 and _is_closed_later(lines, number)
            was_blank = True
            if goes_on:
                block.lines.append("")
                block.findings.note(codes.GIFT_BLANK_LINE, place=f"line {number}")
            elif block.lines:
                yield block
                block, depth = Block(number + 1, category=category), 0
            continue
        was_blank = False
        if stripped.startswith("//"):
            _comment(block, stripped)
        elif stripped.startswith(_CATEGORY) and not block.lines:
            category = category_of(stripped.removeprefix(_CATEGORY))
            block = Block(number + 1, category=category)
            continue
        else:
            if stripped.startswith("::") and block.lines and depth <= 0 and block.text.endswith("}"):
                yield block
                block, depth = Block(number, category=category), 0
            if not block.lines:
                block.line = number
            block.category = category
            block.lines.append(line)
            bare = held(line)
            depth += bare.count("{") - bare.count("}")
        block.raw.append(line)
    if block.lines:
        yield block


def _is_closed_later(lines: Sequence[str], start: int) -> bool:
    """Whether an open brace is closed before another question begins."""
    for line in lines[start : start + _LOOK_AHEAD]:
        stripped = held(line.strip())
        if stripped.startswith(("::", "//", _CATEGORY)):
            return False
        opening, closing = stripped.find("{"), stripped.find("}")
        if closing >= 0:
            return opening < 0 or closing < opening
        if opening >= 0:
            return False
    return False


def _comment(block: Block, comment: str) -> None:
    if comment.startswith(EXTRAS.strip()):
        block.extras = comment.removeprefix(EXTRAS.strip()).strip()
        return
    tags = tuple(re.sub(r"\\(.)", r"\1", tag).strip() for tag in _TAG.findall(comment[:_LONGEST_COMMENT]))
    block.topics = (*block.topics, *(tag for tag in tags if tag))
