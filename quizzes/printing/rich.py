"""What an author wrote, as plain pieces for the typesetter: paragraphs, lists, pictures, marked words.

Nothing of it is ever read as the typesetter's own markup.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

Block = dict[str, Any]

_GAP = re.compile(r"(\{\{\s*[\w-]{1,32}\s*\}\})")
_MARKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "sup": "sup", "sub": "sub"}
_PARAGRAPHS = {"p", "div", "h2", "h3", "h4", "h5", "blockquote", "figure"}
_LISTS = {"ul", "ol"}
_HEADINGS = {"h2", "h3", "h4", "h5"}


def blocks_of(html: str) -> list[Block]:
    """The blocks of a text: {"kind": "p" | "li" | "img", …}; the last two with what they need."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


def pictures_in(blocks: list[Block]) -> set[str]:
    """The numbers of the pictures that a text shows."""
    return {block["picture"] for block in blocks if block["kind"] == "img"}


@dataclass
class _Open:
    """What the words that come now belong to."""

    marks: list[str] = field(default_factory=list)
    lists: list[list[Any]] = field(default_factory=list)  # each as [kind, number of the last item]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.runs: list[dict[str, Any]] = []
        self.marker: str | None = None
        self.open = _Open()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MARKS:
            self.open.marks.append(_MARKS[tag])
        elif tag in _PARAGRAPHS:
            self.end_block()
            if tag in _HEADINGS:
                self.open.marks.append("b")
        elif tag in _LISTS:
            self.end_block()
            self.open.lists.append([tag, 0])
        elif tag == "li":
            self.end_block()
            self._begin_item()
        elif tag == "br":
            self.runs.append({"br": True})
        elif tag == "embed":
            self._picture(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS:
            self._end_mark(_MARKS[tag])
        elif tag in _PARAGRAPHS or tag == "li":
            self.end_block()
            if tag in _HEADINGS:
                self._end_mark("b")
        elif tag in _LISTS:
            self.end_block()
            if self.open.lists:
                self.open.lists.pop()

    def handle_data(self, data: str) -> None:
        text = re.sub(r"\s+", " ", data)
        if not self.runs:
            text = text.lstrip()
        for piece in _GAP.split(text):
            if _GAP.fullmatch(piece):
                self.runs.append({"gap": piece.strip("{} ")})
            elif piece:
                self.runs.append({"text": piece, "marks": sorted(set(self.open.marks))})

    def end_block(self) -> None:
        """What was read so far is a paragraph, or an item where one has begun."""
        if any("gap" in run or run.get("text", "").strip() for run in self.runs):
            block: Block = {"kind": "p", "runs": self.runs}
            if self.marker is not None:
                block |= {"kind": "li", "marker": self.marker}
            self.blocks.append(block)
        self.runs = []
        self.marker = None

    def _begin_item(self) -> None:
        kind: list[Any] = self.open.lists[-1] if self.open.lists else ["ul", 0]
        kind[1] += 1
        self.marker = f"{kind[1]}." if kind[0] == "ol" else "•"

    def _end_mark(self, mark: str) -> None:
        if mark in self.open.marks:
            self.open.marks.remove(mark)

    def _picture(self, attrs: dict[str, str | None]) -> None:
        if attrs.get("embedtype") != "image" or not (attrs.get("id") or "").isdecimal():
            return
        self.end_block()
        self.blocks.append({"kind": "img", "picture": attrs["id"], "alt": attrs.get("alt") or ""})
