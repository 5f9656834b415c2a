"""Our rich text as the XHTML that stands in items."""

import re
from collections.abc import Mapping
from html import unescape
from html.entities import html5
from urllib.parse import quote

from quizzes.exchange.formats import codes, plain_text
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.decoding import NO_CHARACTERS
from quizzes.exchange.formats.embedding import SOURCE
from quizzes.exchange.formats.markup import Cleaner
from quizzes.exchange.formats.pictures import Pictures
from quizzes.exchange.formats.xml_writing import words

_VOID = re.compile(r"<(br|img|hr)\b([^<>]*?)/?>")
_ENTITY = re.compile(r"&(\w+);")
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}


class Xhtml:
    """Turns the texts of one item; pictures that exist are linked, the others are listed."""

    def __init__(self, files: Mapping[str, bytes], losses: Findings, number: int) -> None:
        pictures = Pictures()
        pictures.files.update(files)
        self._cleaner = Cleaner(Findings(), pictures)
        self._files = files
        self._losses = losses
        self._number = number
        self.used: dict[str, None] = {}

    def flow(self, html: str) -> str:
        """A text as XHTML."""
        for match in SOURCE.finditer(html) if "<img" in html else ():
            name = unescape(match.group(2))
            if name in self._files:
                self.used[name] = None
            else:
                self._losses.loss(codes.PICTURE_MISSING, name, str(self._number))
        cleaned = NO_CHARACTERS.sub("", self._cleaner.clean(html))
        linked = SOURCE.sub(_linked, cleaned) if "<img" in cleaned else cleaned
        closed = _VOID.sub(r"<\1\2/>", linked)
        return _ENTITY.sub(_character, closed)

    def plain(self, html: str) -> str:
        return words(plain_text.plain(html))


def media_path(name: str) -> str:
    return f"media/{name}"


def _linked(match: re.Match[str]) -> str:
    return f"{match.group(1)}../{media_path(quote(unescape(match.group(2))))}{match.group(3)}"


def _character(match: re.Match[str]) -> str:
    name = match.group(1)
    return match.group() if name in _OF_XML else html5.get(f"{name};", f"&amp;{name};")
