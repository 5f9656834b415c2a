"""Texts of Moodle XML: an element with a format, the words in it, and the files they show."""

import base64
import binascii
from dataclasses import dataclass, field
from urllib.parse import unquote

from quizzes.exchange.formats import codes, markdown, plain_text
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.markup import Cleaner
from quizzes.exchange.formats.pictures import Pictures
from quizzes.exchange.formats.safe_xml import Element
from quizzes.exchange.formats.text_formats import HTML, MARKDOWN, MOODLE, PLAIN, html_of

_FORMATS = {
    "html": HTML, "moodle_auto_format": MOODLE, "plain_text": PLAIN, "markdown": MARKDOWN,
    "wiki_like": MARKDOWN,
    "0": MOODLE, "1": HTML, "2": PLAIN, "4": MARKDOWN,
}  # fmt: skip
PLUGIN_FILE = "@@PLUGINFILE@@"


@dataclass(slots=True)
class Texts:
    """Reads the texts of one question."""

    question: Element
    findings: Findings
    pictures: Pictures
    format: str = HTML
    _names: dict[str, str] = field(default_factory=dict)
    cleaner: Cleaner = field(init=False)

    def __post_init__(self) -> None:
        self.cleaner = Cleaner(self.findings, self.pictures, find=self._find)
        asked = self.question.first("questiontext")
        self.format = _FORMATS.get(asked.get("format") if asked else "", MOODLE)
        for file in self.question.descendants("file"):
            self._keep(file)
        self._keep_old_picture()

    def block(self, name: str) -> str:
        """The text of a child element, as it stands by itself."""
        return self.html(self.question.first(name))

    def html(self, element: Element | None, *, inside: bool = False) -> str:
        """The text of an element; `inside` where it stands among others, as an option does."""
        if element is None:
            return ""
        return self.cleaner.clean(html_of(words_of(element), self._format(element), inside=inside))

    def with_gaps(self) -> str:
        """The question's text as HTML before it is cleaned, with its gaps still to be made."""
        element = self.question.first("questiontext")
        if element is None:
            return ""
        return self.cleaner.without_gaps(html_of(words_of(element), self._format(element), inside=False))

    def plain(self, element: Element | None) -> str:
        """The text of an element as plain text."""
        if element is None:
            return ""
        kind, words = self._format(element), words_of(element)
        if kind == MARKDOWN:
            words = markdown.html_of(words)
        return plain_text.plain(words) if kind in (HTML, MARKDOWN) else words.strip()

    def _format(self, element: Element) -> str:
        return _FORMATS.get(element.get("format"), self.format)

    def _keep(self, file: Element) -> None:
        name = file.get("name")
        try:
            data = base64.b64decode("".join(file.text().split()), validate=False)
        except (binascii.Error, ValueError):
            data = b""
        if kept := self.pictures.add(data, name):
            self._names[name] = self._names[file.get("path", "/") + name] = kept
        else:
            self.findings.loss(codes.MOODLE_FILE, name)

    def _keep_old_picture(self) -> None:
        """Moodle 1.9 put one picture beside the text."""
        shown, encoded = self.question.first("image"), self.question.first("image_base64")
        name = shown.text().strip() if shown else ""
        if not name:
            return
        try:
            data = base64.b64decode("".join(encoded.text().split())) if encoded else b""
        except (binascii.Error, ValueError):
            data = b""
        if kept := self.pictures.add(data, name):
            self._names[""] = kept
        else:
            self.findings.loss(codes.MARKUP_PICTURE, name)

    @property
    def old_picture(self) -> str:
        """The picture that stands below the text, as HTML."""
        return f'<p><img src="{self._names[""]}" alt=""></p>' if "" in self._names else ""

    def _find(self, source: str) -> str:
        path = source.partition(PLUGIN_FILE)[2].partition("?")[0]
        if not path:
            return ""
        name = unquote(path)
        return self._names.get(name) or self._names.get(name.rpartition("/")[2], "")


def words_of(element: Element | None) -> str:
    """What an element's `<text>` says; very old files write it without one."""
    if element is None:
        return ""
    text = element.first("text")
    if text is not None:
        return text.text().strip()
    return "".join(child for child in element.children if isinstance(child, str)).strip()


def children_text(question: Element, name: str) -> str:
    """The plain words of a child element."""
    return words_of(question.first(name))
