"""Texts of GIFT: an optional format in brackets, then the words."""

import re
from dataclasses import dataclass

from quizzes.exchange.formats.gift.escapes import freed
from quizzes.exchange.formats.markup import Cleaner
from quizzes.exchange.formats.text_formats import MOODLE, html_of

_FORMAT = re.compile(r"\[(moodle|html|plain|markdown)\]", re.IGNORECASE)


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
