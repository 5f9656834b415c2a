"""How letters look in the end: what the run says, over its style, the paragraph's, the document's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from quizzes.exchange.formats.word.rich import Look

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Props = Mapping[str, str]
"""What is said of letters: bold, italic, underline, colour, shade, raised, font, hidden."""

_OFF = {"0", "false", "off", "none"}
_MOST_STYLES_DEEP = 20
_NO_SHADE = {"", "none", "clear", "auto", "white", "FFFFFF"}
_GREYISH = 48
"""Below this distance between its channels a colour is a shade of grey: black print, or the web's 333333."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, with what it is based on already in it."""

    props: Props = field(default_factory=dict)
    level: int = 0  # of a heading, 1 to 9
    numbering: tuple[str, int] | None = None


class Styles:
    """The styles of a document."""

    def __init__(self, tree: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self.default = Style()
        if tree is None:
            return
        for one in tree.iter(f"{W}style"):
            self._elements[one.get(f"{W}styleId", "")] = one
        defaults = tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.default = Style(props_of(defaults))
        for name, one in self._elements.items():
            if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true"):
                self.default = Style({**self.default.props, **self.style(name).props})

    def style(self, name: str, deep: int = 0) -> Style:
        if name in self._known:
            return self._known[name]
        element = self._elements.get(name)
        if element is None or deep > _MOST_STYLES_DEEP:
            return Style()
        base = element.find(f"{W}basedOn")
        below = Style() if base is None else self.style(base.get(f"{W}val", ""), deep + 1)
        made = Style(
            {**below.props, **props_of(element.find(f"{W}rPr"))},
            _heading_level(element) or below.level,
            numbering_of(element.find(f"{W}pPr")) or below.numbering,
        )
        self._known[name] = made
        return made


def _heading_level(style: Element) -> int:
    level = style.find(f"{W}pPr/{W}outlineLvl")
    if level is not None and level.get(f"{W}val", "9").isdecimal():
        found = int(level.get(f"{W}val", "9")) + 1
        return found if found <= 9 else 0
    return 0


def numbering_of(properties: Element | None) -> tuple[str, int] | None:
    """The list and its level that a paragraph or a style is in."""
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None
    number, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    depth = "0" if level is None else level.get(f"{W}val", "0")
    return ("" if number is None else number.get(f"{W}val", "")), int(depth) if depth.isdecimal() else 0


def props_of(properties: Element | None) -> dict[str, str]:
    """What a `w:rPr` says of letters."""
    said: dict[str, str] = {}
    for one in () if properties is None else properties:
        name, value = one.tag.removeprefix(W), one.get(f"{W}val", "")
        if name in ("b", "i", "vanish"):
            said[name] = "" if value.lower() in _OFF else "1"
        elif name == "u":
            said["u"] = "" if value in ("", "none") else "1"
        elif name == "color":
            said["colour"] = _colour(value, one.get(f"{W}themeColor", ""))
        elif name == "highlight":
            said["shade"] = "" if value in _NO_SHADE else value
        elif name == "shd":
            fill = one.get(f"{W}fill", "")
            said.setdefault("shade", "" if fill in _NO_SHADE or _is_grey(fill) else fill.upper())
        elif name == "vertAlign":
            said["raised"] = {"superscript": "1", "subscript": "-1"}.get(value, "0")
        elif name == "rFonts":
            font = one.get(f"{W}ascii") or one.get(f"{W}hAnsi") or one.get(f"{W}cs")
            if font:
                said["font"] = font
    return said


def look_of(props: Props) -> Look:
    return Look(
        bold=bool(props.get("b")),
        italic=bool(props.get("i")),
        underline=bool(props.get("u")),
        colour=props.get("colour", ""),
        shade=props.get("shade", ""),
        raised=int(props.get("raised") or 0),
    )


def _colour(value: str, theme: str) -> str:
    """Empty for what looks black: automatic, black and dark greys."""
    if theme:
        return "" if theme.startswith(("text", "dark", "tx", "dk")) else f"theme {theme}"
    return "" if value.lower() in ("", "auto") or _is_grey(value) else value.upper()


def _is_grey(value: str) -> bool:
    try:
        channels = [int(value[place : place + 2], 16) for place in (0, 2, 4)]
    except ValueError:
        return True
    return max(channels) - min(channels) < _GREYISH
