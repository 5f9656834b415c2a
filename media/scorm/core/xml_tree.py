"""XML from anywhere as a small tree, within limits of size and depth, without any document type."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

MOST_ELEMENTS = 50_000
DEEPEST = 64
MOST_TEXT = 20_000
"""Characters of one element that are kept; titles and numbers are short."""


class XmlRefused(Exception):
    """`line` is where the XML breaks; None where it declares entities (`is_hostile`) or is too much."""

    def __init__(self, *, line: int | None = None, is_hostile: bool = False) -> None:
        super().__init__(line)
        self.line = line
        self.is_hostile = is_hostile


@dataclass(slots=True, eq=False)
class Element:
    """Names are without their namespace and in lower case: tools disagree about `scormType`.

    `namespaces` are those of its own name and of its attributes' names.
    """

    name: str
    namespaces: frozenset[str]
    attributes: dict[str, str]
    children: "list[Element]" = field(default_factory=list)
    text: str = ""

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default).strip()

    def all(self, name: str) -> "list[Element]":
        return [one for one in self.children if one.name == name]

    def first(self, *path: str) -> "Element | None":
        here: Element | None = self
        for name in path:
            here = next(iter(here.all(name)), None) if here is not None else None
        return here

    def said(self, *path: str) -> str:
        """The text of the first element at that path, its white space joined."""
        found = self.first(*path)
        return " ".join(found.text.split()) if found is not None else ""

    def descendants(self) -> "Iterator[Element]":
        waiting = list(reversed(self.children))
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.children))


class _TooMuch(Exception):
    """More than the limits allow."""


class _Tree:
    """Builds the elements as the parser meets them."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise _TooMuch
        spaces = frozenset(one.rpartition("}")[0].lstrip("{") for one in (tag, *attributes))
        plain = {key.rpartition("}")[2].lower(): value for key, value in attributes.items()}
        element = Element(tag.rpartition("}")[2].lower(), spaces, plain)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = self.root or element
        self._open.append(element)

    def end(self, tag: str) -> None:
        self._open.pop()

    def data(self, text: str) -> None:
        if self._open and len(self._open[-1].text) < MOST_TEXT:
            self._open[-1].text += text[:MOST_TEXT]

    def close(self) -> Element | None:
        return self.root


def parse(data: bytes) -> Element:
    """The root element. Raises XmlRefused."""
    tree = _Tree()
    parser = DefusedXMLParser(target=tree, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        parser.close()
    except ParseError as broken:
        raise XmlRefused(line=broken.position[0]) from None
    except DefusedXmlException:
        raise XmlRefused(is_hostile=True) from None
    except _TooMuch:
        raise XmlRefused from None
    except (LookupError, ValueError, UnicodeError):  # an encoding that nobody knows
        raise XmlRefused(line=1) from None
    if tree.root is None:
        raise XmlRefused(line=1)
    return tree.root
