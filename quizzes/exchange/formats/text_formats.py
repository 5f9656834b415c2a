"""The four formats in which Moodle keeps a text, as HTML."""

import re

from quizzes.exchange.formats import markdown, plain_text

MOODLE, HTML, PLAIN, MARKDOWN = "moodle", "html", "plain", "markdown"
_HAS_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w+;")
_HAS_BLOCKS = re.compile(r"<(?:p|div|ul|ol|table|pre|blockquote|h[1-6])\b", re.IGNORECASE)
_BETWEEN_TAGS = re.compile(r">\s+<")


def html_of(text: str, kind: str, *, inside: bool) -> str:
    """A text of one of Moodle's formats as HTML, not yet cleaned."""
    if kind == HTML:
        return text
    if kind == MARKDOWN:
        html = markdown.html_of(text)
        return plain_text.bare(html) if inside else html
    if kind == MOODLE and _HAS_TAGS.search(text):
        lines = _BETWEEN_TAGS.sub("><", text).strip().replace("\n", "<br>")
        return lines if inside or _HAS_BLOCKS.search(text) else f"<p>{lines}</p>"
    return plain_text.inline(text) if inside else plain_text.paragraphs(text)
