"""Texts of GIFT: an optional format in brackets, then the words."""

import re
from dataclasses import dataclass

from quizzes.exchange.formats import markdown, plain_text
from quizzes.exchange.formats.gift.escapes import freed
from quizzes.exchange.formats.markup import Cleaner

MOODLE, HTML, PLAIN, MARKDOWN = "moodle", "html", "plain", "markdown"
_FORMAT = re.compile(r"\[(moodle|html|plain|markdown)\]", re.IGNORECASE)
_HAS_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w+;")
_HAS_BLOCKS = re.compile(r"<(?:p|div|ul|ol|table|pre|blockquote|h[1-6])\b", re.IGNORECASE)
_BETWEEN_TAGS = re.compile(r">\s+<")


@dataclass(frozen=True, slots=True)
class Texts:
    """Reads the texts of one question; those that name no format have the question's own."""

    cleaner: Cleaner
    format: str = MOODLE

    def block(self, written: str) -> str:
        """A text that stands by itself: what is asked, what is said."""
        kind, words = split_format(written, self.format)
        return self.cleaner.clean(html_of(words, kind, inside=False))

    def inside(self, written: str) -> str:
        """A text among others: an option, a thing to match."""
        kind, words = split_format(written, self.format)
        return self.cleaner.clean(html_of(words, kind, inside=True))

    def words(self, written: str) -> str:
        """An answer to type: plain text in every format."""
        return split_format(written, self.format)[1]


def split_format(written: str, otherwise: str) -> tuple[str, str]:
    """The format of a text, and the text."""
    written = written.strip()
    if match := _FORMAT.match(written):
        return match.group(1).lower(), freed(written[match.end() :])
    return otherwise, freed(written)


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
