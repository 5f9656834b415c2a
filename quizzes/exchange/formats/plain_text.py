"""Plain text as HTML, and HTML as plain text, for formats and fields that know no markup."""

import re
from html import escape, unescape

_BREAKS = re.compile(r"<(?:br|/p|/li|/tr|/div|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_SPACES = re.compile(r"[ \t\xa0]+")
_LONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p\b|</p>).)*)</p>", re.DOTALL)


def paragraphs(text: str) -> str:
    """Plain text as paragraphs, its line breaks kept."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text)]
    return "".join(f"<p>{_lines(block)}</p>" for block in blocks if block.strip())


def inline(text: str) -> str:
    """Plain text as it stands inside a paragraph; several paragraphs stay several."""
    return _lines(text.strip()) if not re.search(r"\n[ \t]*\n", text.strip()) else paragraphs(text)


def plain(html: str) -> str:
    """What a text says, line by line, without its markup."""
    text = unescape(_TAGS.sub("", _BREAKS.sub("\n", html)))
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def bare(html: str) -> str:
    """A text that is one paragraph, without the paragraph around it."""
    lone = _LONE_PARAGRAPH.fullmatch(html)
    return lone.group(1) if lone else html


def _lines(text: str) -> str:
    return "<br>".join(escape(line.strip(), quote=False) for line in text.split("\n"))
