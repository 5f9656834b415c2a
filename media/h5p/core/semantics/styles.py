"""Which style declarations a text may carry: the ones its `font` semantics name, and table borders."""

from __future__ import annotations

import re

from media.h5p.core.semantics.fields import FontStyle

_LENGTH = r"[0-9.]{1,8}(?:em|rem|px|pt|%)?"
_COLOUR = r"(?:#[0-9a-f]{3}(?:[0-9a-f]{3})?|rgba?\([0-9., %]{1,40}\)|hsla?\([0-9., %]{1,40}\)|[a-z]{3,20})"
_LINE = r"(?:none|solid|dotted|dashed|double|groove|ridge|inset|outset)"

_ALWAYS = {"text-align": r"(?:left|right|center|justify)"}
_BY_FONT = {
    FontStyle.SIZE: ("font-size", _LENGTH),
    FontStyle.FAMILY: ("font-family", r"[-a-z0-9,'\" ]{1,200}"),
    FontStyle.COLOUR: ("color", _COLOUR),
    FontStyle.BACKGROUND: ("background-color", _COLOUR),
    FontStyle.SPACING: ("letter-spacing", _LENGTH),
    FontStyle.HEIGHT: ("line-height", _LENGTH),
}
_IN_TABLE = {
    "border": rf"{_LENGTH} {_LINE}(?: {_COLOUR})?",
    "border-style": _LINE,
    "border-width": _LENGTH,
    "border-color": _COLOUR,
    "border-collapse": "collapse",
    "vertical-align": r"(?:top|middle|bottom)",
    "padding": _LENGTH,
    "width": _LENGTH,
    "height": _LENGTH,
    "float": r"(?:left|right|none)",
    "background-color": _COLOUR,
}


def allowed_declarations(style: str, fonts: frozenset[FontStyle], *, in_table: bool) -> str:
    """The declarations of a style attribute that may stay; none of them can name an address."""
    allowed = _ALWAYS | dict(_BY_FONT[font] for font in fonts) | (_IN_TABLE if in_table else {})
    kept = []
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if name in allowed and re.fullmatch(allowed[name], value, re.IGNORECASE | re.ASCII):
            kept.append(f"{name}: {value}")
    return "; ".join(kept) + (";" if kept else "")
