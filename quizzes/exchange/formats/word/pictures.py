"""The pictures of a document, by names of our own."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from quizzes.exchange.formats.word.limits import MOST_PICTURE, MOST_PICTURES
from quizzes.exchange.formats.word.opening import Package

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_KINDS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"))
_MADE_UP = ("a picture containing", "ảnh có chứa")
"""How Word begins the descriptions that it makes up itself."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture where it stands; without a name it could not be taken, and `finding` says why."""

    name: str = ""
    alt: str = ""
    finding: str = ""


class Pictures:
    """Takes each picture once, however often it is shown."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._relations = package.relations(package.main)
        self._names: dict[str, str] = {}
        self.files: dict[str, bytes] = {}

    def of(self, element: Element) -> Iterator[Picture]:
        """The pictures that a drawing, an old picture or an embedded object shows."""
        alt = _alt(element)
        for blip in element.iter(f"{_A}blip"):
            yield self._taken(blip.get(f"{_R}embed", "") or blip.get(f"{_R}link", ""), alt)
        for image in element.iter(f"{_V}imagedata"):
            yield self._taken(image.get(f"{_R}id", ""), alt or image.get("title", ""))

    def _taken(self, relation: str, alt: str) -> Picture:
        to = self._relations.get(relation)
        if to is None:
            return Picture(finding="word.picture_missing")
        if to.is_outside:
            return Picture(finding="word.picture_outside", alt=to.target[:80])
        if to.target not in self._names:
            content = self._package.content(to.target, MOST_PICTURE)
            if content is None or len(self.files) >= MOST_PICTURES:
                return Picture(finding="word.picture_too_large", alt=alt)
            kind = _kind(content)
            if not kind:
                return Picture(finding="word.picture_kind", alt=to.target.rpartition("/")[2])
            name = f"hinh-{len(self.files) + 1}.{kind}"
            self._names[to.target] = name
            self.files[name] = content
        return Picture(self._names[to.target], alt)


def _kind(content: bytes) -> str:
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for beginning, kind in _KINDS if content.startswith(beginning)), "")


def _alt(element: Element) -> str:
    """What its author says it shows; not the name ("Picture 3"), which says nothing."""
    for properties in element.iter(f"{_WP}docPr"):
        said = " ".join((properties.get("descr") or properties.get("title") or "").split())
        if said and not said.lower().startswith(_MADE_UP):
            return said
    return ""
