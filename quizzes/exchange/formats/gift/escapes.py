"""Signs that mean something in GIFT, and how a text says that it means the sign itself.

While a question is taken apart, an escaped sign stands as a code point that is no character; decoding has
seen to it that none of those is in the text.
"""

import re

_FIRST = 0xFDD0
_SPECIAL = ":#={}~\n"
_HELD = {sign: chr(_FIRST + number) for number, sign in enumerate(_SPECIAL)}
_FREE = str.maketrans({held: sign for sign, held in _HELD.items()})
_HOLD = str.maketrans(_HELD)
_ESCAPED = re.compile(r"\\(?:([\\:#={}~])|(n)(?!(?:abla|eg|eq|ot|otin|ewline|onumber|olimits)\b))")
_RESERVED = re.compile(r"[\\:#={}~]")
# Signs inside a tag of HTML that somebody forgot to escape: <img src="a.png">.
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,5000})?/?>")
_ATTRIBUTE = re.compile(r"\s[a-zA-Z-]{1,30}\s?=\s?[\"']")


def held(text: str) -> str:
    """Escaped signs as what they are, but out of the way."""

    def hold(match: re.Match[str]) -> str:
        sign = match.group(1)
        return "\\" if sign == "\\" else _HELD[sign or "\n"]

    return _ESCAPED.sub(hold, text)


def freed(text: str) -> str:
    """A piece of a question as it is meant."""
    return text.translate(_FREE).strip()


def hold_tags(text: str) -> tuple[str, bool]:
    """Signs inside tags of HTML out of the way, and whether there were such."""
    found = False

    def hold(match: re.Match[str]) -> str:
        nonlocal found
        if not _ATTRIBUTE.search(match.group()):
            return match.group()
        found = True
        return match.group().translate(_HOLD)

    return _TAG.sub(hold, text), found


def escaped(text: str) -> str:
    """A text as GIFT writes it, on one line."""
    return _RESERVED.sub(r"\\\g<0>", text).replace("\r", "").replace("\n", "\\n")
