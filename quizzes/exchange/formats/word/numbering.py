"""The numbers and letters that Word itself puts before paragraphs."""

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quizzes.exchange.formats.word.looks import Props, W, props_of

_PLACES = re.compile(r"%([1-9])")
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MOST = 5000


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `format` as Word names it, `text` with %1 … %9 for the numbers of the levels."""

    format: str
    text: str
    start: int
    props: Props


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph."""

    text: str
    level: int
    is_bullet: bool
    props: Props


class Numbering:
    """Counts the lists of a document, in its order."""

    def __init__(self, tree: Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._list_of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._seen: set[str] = set()
        if tree is not None:
            self._take_in(tree)

    def _take_in(self, tree: Element) -> None:
        for one in tree.iter(f"{W}abstractNum"):
            levels = {int(level.get(f"{W}ilvl", "0") or 0): _level(level) for level in one.iter(f"{W}lvl")}
            self._levels[one.get(f"{W}abstractNumId", "")] = levels
        for one in tree.iter(f"{W}num"):
            number = one.get(f"{W}numId", "")
            of = one.find(f"{W}abstractNumId")
            self._list_of[number] = "" if of is None else of.get(f"{W}val", "")
            for change in one.iter(f"{W}lvlOverride"):
                start = change.find(f"{W}startOverride")
                if start is not None:
                    self._starts[number, _number(change.get(f"{W}ilvl"), 0)] = _number(
                        start.get(f"{W}val"), 1
                    )

    def label(self, number: str, level: int) -> Label | None:
        """The label of the next paragraph of list `number`; None where it has none."""
        name = self._list_of.get(number)
        levels = self._levels.get(name or "", {})
        if name is None or level not in levels:
            return None
        here = levels[level]
        if here.format in ("bullet", "none"):
            return Label("", level, here.format == "bullet", here.props)
        self._count(name, number, level, here)
        text = _PLACES.sub(lambda found: self._shown(name, levels, int(found[1]) - 1), here.text)
        return Label(text.strip(), level, False, here.props)

    def _count(self, name: str, number: str, level: int, here: Level) -> None:
        counts = self._counts[name]
        if number not in self._seen:
            self._seen.add(number)
            for (of, depth), start in self._starts.items():
                if of == number:
                    counts[depth] = start - 1
        counts[level] = min(counts.get(level, here.start - 1) + 1, _MOST)
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]

    def _shown(self, name: str, levels: dict[int, Level], level: int) -> str:
        here = levels.get(level)
        if here is None:
            return ""
        return _in_format(self._counts[name].get(level, here.start), here.format)


def _level(element: Element) -> Level:
    def said(name: str, default: str) -> str:
        found = element.find(f"{W}{name}")
        return default if found is None else found.get(f"{W}val", default)

    return Level(
        said("numFmt", "decimal"),
        said("lvlText", ""),
        _number(said("start", "1"), 1),
        props_of(element.find(f"{W}rPr")),
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else default


def _in_format(number: int, format_: str) -> str:
    if number > 0 and format_ in ("upperLetter", "lowerLetter"):
        turns, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) * (turns + 1)
        return letters if format_ == "upperLetter" else letters.lower()
    if 0 < number < 90 and format_ in ("upperRoman", "lowerRoman"):
        roman = ""
        for value, letters in _ROMAN:
            while number >= value:
                roman, number = roman + letters, number - value
        return roman if format_ == "upperRoman" else roman.lower()
    return f"{number:02d}" if format_ == "decimalZero" else str(number)
