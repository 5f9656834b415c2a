"""XML from anywhere as a small tree, within limits of size and depth, without any document type.

What is not well-formed is mended where it is plain what was meant (`&nbsp;`, a lone `&`); where it breaks
off, what stood whole before the break is kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from quizzes.exchange.formats import codes
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.decoding import text_of
from quizzes.exchange.formats.limits import (
    DEEPEST,
    LONGEST_RAW,
    MOST_ATTRIBUTES,
    MOST_ELEMENTS,
    MOST_REFERENCES,
)

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,200}\?>", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{1,40})")
_REFERENCE = re.compile(r"&(?:#(\d{1,9})|#[xX]([0-9a-fA-F]{1,8})|(\w{1,40}));|&")
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}
_CUT = re.compile(r"[A-Za-z0-9+/=\s]{400,}")


@dataclass(slots=True, eq=False)
class Element:
    """An element: its name without prefix, its attributes, and its texts and elements in order."""

    name: str
    attributes: dict[str, str]
    line: int = 0
    start: int = 0
    end: int = 0
    is_whole: bool = False
    children: "list[Element | str]" = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def elements(self, name: str = "") -> "list[Element]":
        return [one for one in self.children if isinstance(one, Element) and name in ("", one.name)]

    def first(self, *path: str) -> "Element | None":
        """The first element of that name, or at the end of that path."""
        here: Element | None = self
        for name in path:
            here = next(iter(here.elements(name)), None) if here is not None else None
        return here

    def descendants(self, *names: str) -> "Iterator[Element]":
        """Every element inside, in the order of the file."""
        waiting = list(reversed(self.elements()))
        while waiting:
            one = waiting.pop()
            if not names or one.name in names:
                yield one
            waiting.extend(reversed(one.elements()))

    def text(self) -> str:
        """All text inside."""
        pieces: list[str] = []
        waiting: list[Element | str] = list(reversed(self.children))
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                pieces.append(one)
            else:
                waiting.extend(reversed(one.children))
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Document:
    """A file of XML as read; `root` is None where nothing could be."""

    root: Element | None
    source: bytes = field(default=b"", repr=False)

    def raw(self, element: Element) -> str:
        """The element as it stood, its pictures cut out."""
        raw = self.source[element.start : element.end or len(self.source)][: 40 * LONGEST_RAW]
        return _CUT.sub("…", raw.decode("utf-8", "replace"))[:LONGEST_RAW]


class _TooMuch(Exception):
    """More than the limits allow."""


class _Tree:
    """Builds the elements as the parser meets them."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.root: Element | None = None
        self._open: list[Element] = []
        self._number = 0
        self.parser: DefusedXMLParser | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._number += 1
        if self._number > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise _TooMuch
        expat = self.parser.parser  # type: ignore[union-attr]
        plain = {name.rpartition("}")[2]: value for name, value in attributes.items()}
        element = Element(tag.rpartition("}")[2], plain, expat.CurrentLineNumber, expat.CurrentByteIndex)
        if self._open:
            self._open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self._open.append(element)

    def end(self, tag: str) -> None:
        element = self._open.pop()
        element.is_whole = True
        expat = self.parser.parser  # type: ignore[union-attr]
        element.end = self.source.find(b">", expat.CurrentByteIndex) + 1

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1].children.append(text)

    def close(self) -> Element | None:
        return self.root


def parse(data: bytes, findings: Findings) -> Document:
    """The document; whatever is wrong with it is found, and nothing is raised."""
    declared = _ENCODING.search(data[:400])
    text = text_of(data, findings, declared=declared.group(1).decode() if declared else "")
    text = _DECLARATION.sub("", text.lstrip(), count=1)
    if text.count('="') + text.count("='") > MOST_ATTRIBUTES:
        findings.error(codes.XML_TOO_MUCH)
        return Document(None)
    document, error = _attempt(text.encode())
    if isinstance(error, ParseError) and text.count("&") <= MOST_REFERENCES:
        mended = _mended(text)
        if mended != text:
            again, second = _attempt(mended.encode())
            if not isinstance(second, ParseError) or second.position > error.position:
                findings.note(codes.XML_MENDED, place=_place(error))
                document, error = again, second
    _say(error, findings)
    return document


def _attempt(source: bytes) -> tuple[Document, Exception | None]:
    tree = _Tree(source)
    parser = DefusedXMLParser(target=tree, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    tree.parser = parser
    error: Exception | None = None
    try:
        parser.feed(source)
        parser.close()
    except (ParseError, _TooMuch) as found:
        error = found
    except DefusedXmlException as found:
        return Document(None), found
    return Document(tree.root, source), error


def _say(error: Exception | None, findings: Findings) -> None:
    if isinstance(error, ParseError):
        findings.error(codes.XML_BROKEN, str(error).partition(":")[0], _place(error))
    elif isinstance(error, _TooMuch):
        findings.error(codes.XML_TOO_MUCH)
    elif error is not None:
        findings.error(codes.XML_DOCUMENT_TYPE, type(error).__name__)


def _place(error: ParseError) -> str:
    return f"line {error.position[0]}"


def _mended(text: str) -> str:
    """References that XML does not know, outside of marked sections, as what they stand for."""
    pieces: list[str] = []
    end = 0
    while (start := text.find("<![CDATA[", end)) >= 0 and (stop := text.find("]]>", start)) >= 0:
        pieces += [_REFERENCE.sub(_reference, text[end:start]), text[start : stop + 3]]
        end = stop + 3
    return "".join([*pieces, _REFERENCE.sub(_reference, text[end:])])


def _reference(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if decimal or hexadecimal:
        number = int(decimal) if decimal else int(hexadecimal, 16)
        is_fit = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number <= 0xFFFD
        return match.group() if is_fit or 0x10000 <= number <= 0x10FFFF else ""
    if not name:
        return "&amp;"
    if name in _OF_XML:
        return match.group()
    return html5.get(f"{name};", f"&amp;{name};")
