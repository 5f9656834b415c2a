"""Pure decisions about questions in the bank."""

import html
import re

_TAGS = re.compile(r"<[^>]*>")
_GAPS = re.compile(r"\{\{[^{}]*\}\}")
LONGEST_LABEL = 120


def label_of(*texts: str) -> str:
    """The beginning of the first text that says something, without mark-up: a question's name in lists."""
    for text in texts:
        plain = " ".join(html.unescape(_TAGS.sub(" ", _GAPS.sub("…", text))).split())
        if plain:
            return plain if len(plain) <= LONGEST_LABEL else plain[: LONGEST_LABEL - 1].rstrip() + "…"
    return ""
