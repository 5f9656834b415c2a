"""Text with its looks, cut and joined like a string."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

THING = "\ufffc"
"""Stands in the text for a picture, so that places in the text and in the spans agree."""


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look, as far as it matters; `colour` and `shade` are empty where nothing stands out."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = ""
    shade: str = ""
    raised: int = 0  # 1 above the line, -1 below
    is_label: bool = False  # numbered by Word, not typed

    @property
    def plain(self) -> "Look":
        """What may stay in a question: marks of the right answer look like emphasis and are not it."""
        return Look(bold=self.bold, italic=self.italic, underline=self.underline, raised=self.raised)


@dataclass(frozen=True, slots=True)
class Span:
    """Letters of one look, or one picture by the name of its file."""

    text: str
    look: Look = Look()
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Rich:
    """A piece of a line."""

    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    def __bool__(self) -> bool:
        return any(span.text.strip() for span in self.spans)

    def __add__(self, other: "Rich") -> "Rich":
        return Rich(self.spans + other.spans)

    def cut(self, start: int = 0, end: int | None = None) -> "Rich":
        """What stands from `start` to before `end`."""
        stop = len(self.text) if end is None else end
        kept: list[Span] = []
        place = 0
        for span in self.spans:
            first, last = max(start - place, 0), min(stop - place, len(span.text))
            if first < last:
                kept.append(replace(span, text=span.text[first:last]))
            place += len(span.text)
        return Rich(tuple(kept))

    def stripped(self) -> "Rich":
        text = self.text
        start = len(text) - len(text.lstrip())
        return self.cut(start, len(text.rstrip())) if text.strip() else Rich()

    def without(self, places: Iterable[tuple[int, int]]) -> "Rich":
        """What is left when the pieces between these places are taken out."""
        left, start = Rich(), 0
        for first, last in sorted(places):
            left += self.cut(start, first)
            start = max(start, last)
        return left + self.cut(start)

    def looks(self) -> list[Look]:
        """The look of each letter that shows."""
        return [span.look for span in self.spans for letter in span.text if not letter.isspace()]


def plain(text: str, look: Look = Look()) -> Rich:
    return Rich((Span(text, look),)) if text else Rich()


def joined(pieces: Iterable[Rich], between: str = "") -> Rich:
    made = Rich()
    for number, piece in enumerate(pieces):
        made += plain(between) + piece if number and between else piece
    return made
