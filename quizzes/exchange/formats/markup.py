"""Rich text from elsewhere, cleaned: what our texts may hold stays, everything else is taken out and said.

`nh3` does the cleaning; what stands around it finds out what goes, and turns what has a like of ours into it.
"""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote, unquote_to_bytes

import nh3

from quizzes.exchange.formats import codes, plain_text
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.limits import LONGEST_TEXT, MOST_TAGS_INSIDE
from quizzes.exchange.formats.pictures import Pictures

KEPT = frozenset({
    "p", "br", "b", "strong", "i", "em", "u", "sub", "sup", "ul", "ol", "li", "a", "img", "table", "thead",
    "tbody", "tr", "th", "td", "caption",
})  # fmt: skip
_BLOCKS = frozenset({
    "div", "section", "article", "header", "footer", "main", "aside", "center", "address", "figure",
    "figcaption", "dl", "dt", "dd", "form", "fieldset", "details", "summary", "nav", "hgroup", "blockquote",
})  # fmt: skip
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_WORDING = frozenset({
    "span", "font", "code", "tt", "kbd", "samp", "var", "small", "big", "abbr", "acronym", "cite", "q",
    "label", "mark", "ins", "del", "s", "strike", "time", "wbr", "bdi", "bdo", "dfn", "nobr", "data",
    "ruby", "rt", "rp", "o:p", "tfoot", "colgroup", "col", "hr", "legend", "html", "body", "head", "meta",
    "title", "link",
})  # fmt: skip
_GONE = frozenset({
    "script", "style", "iframe", "object", "embed", "applet", "audio", "video", "source", "track", "canvas",
    "svg", "math", "input", "select", "option", "optgroup", "textarea", "button", "frame", "frameset",
    "noframes", "noscript", "template", "map", "area", "base", "marquee", "progress", "meter", "param",
    "picture", "path", "g", "rect", "circle", "line", "text", "use", "defs", "mi", "mn", "mo", "mrow",
    "mfrac", "msup", "msub", "msqrt", "mtext", "mtable", "mtr", "mtd", "annotation", "semantics", "mover",
    "munder", "munderover", "mstyle", "mspace", "mfenced", "mroot", "msubsup", "xml", "menclose", "mpadded",
    "mphantom", "merror", "tspan", "polygon", "polyline", "ellipse",
})  # fmt: skip
KNOWN = KEPT | _BLOCKS | _HEADINGS | _WORDING | _GONE | {"pre"}
_TURNED = _BLOCKS | _HEADINGS | {"pre"}
_CLOSES_ITSELF = frozenset({
    "p", "br", "li", "img", "td", "th", "tr", "hr", "dt", "dd", "option", "col", "wbr", "meta", "link",
    "input",
})  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_LETTERS = set("abcdefghijklmnopqrstuvwxyz")
_SCHEMES = frozenset({"http", "https", "mailto"})
# Let through to where they are found and said; nh3 alone would take them out in silence.
_LOOKED_AT = _SCHEMES | {"data", "javascript", "vbscript", "file", "ftp", "tel", "cid", "blob", "about"}
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:.-]*)([^<>]*)>")
_ANY_TAG = re.compile(r"<(/?)([a-z0-9:]+)([^<>]*)>")
_DATA = re.compile(r"data:image/[\w.+-]+((?:;[\w-]+=[^;,]*)*)(;base64)?,", re.IGNORECASE)
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>")
_DATA_NAME = re.compile(r";name=([^;,]*)")


@dataclass(slots=True)
class Cleaner:
    """Cleans the texts of one question.

    `find` says which picture a source means: its name among `pictures`, or nothing where there is none.
    """

    findings: Findings
    pictures: Pictures = field(default_factory=Pictures)
    find: Callable[[str], str] = str

    def clean(self, html: str) -> str:
        """The text as it may be stored."""
        if len(html) > LONGEST_TEXT and "data:image" not in html.lower():
            self.findings.loss(codes.MARKUP_TOO_LONG, len(html))
            html = html[:LONGEST_TEXT]
        if "<" not in html and "&" not in html and ">" not in html:
            return html.strip()
        source = self._literal(_without_comments(html))
        self._look(source)
        if _depth(source) > MOST_TAGS_INSIDE:
            self.findings.loss(codes.MARKUP_TOO_DEEP)
            return plain_text.paragraphs(plain_text.plain(source))
        cleaned = self._cleaned(source, set(KEPT | _TURNED))
        if any(match.group(2) in _TURNED for match in _ANY_TAG.finditer(cleaned)):
            cleaned = _EMPTY_PARAGRAPH.sub("", self._cleaned(_turned(cleaned), set(KEPT)))
        return _without_empty_images(cleaned).strip()

    def without_gaps(self, html: str) -> str:
        """A text in which nothing means a gap of ours yet."""
        if "{{" not in html:
            return html
        self.findings.note(codes.MARKUP_BRACES)
        return html.replace("{{", "{ {").replace("{{", "{ {")

    def _literal(self, html: str) -> str:
        """A `<` that begins no tag of HTML is a sign of its own: `vector<int>`, `a <b`."""
        pieces: list[str] = []
        end = 0
        for match in _TAG.finditer(html):
            pieces.append(html[end : match.start()].replace("<", "&lt;"))
            if match.group(2).lower() in KNOWN or ":" in match.group(2):
                pieces.append(match.group())
            else:
                self.findings.note(codes.MARKUP_LITERAL, match.group())
                pieces.append(match.group().replace("<", "&lt;").replace(">", "&gt;"))
            end = match.end()
        pieces.append(html[end:].replace("<", "&lt;"))
        return "".join(pieces)

    def _look(self, html: str) -> None:
        """What the cleaning will take out, besides attributes."""
        for match in _TAG.finditer(html):
            name = match.group(2).lower()
            if match.group(1) or name in KEPT or name in _TURNED:
                continue
            if name in ("script", "style"):
                self.findings.loss(codes.MARKUP_SCRIPT if name == "script" else codes.MARKUP_STYLE, name)
            elif name in _GONE or name not in _WORDING:
                self.findings.loss(codes.MARKUP_ELEMENT, name)
            elif name in ("code", "s", "del", "strike"):
                self.findings.note(codes.MARKUP_FORMATTING, name)

    def _cleaned(self, html: str, tags: set[str]) -> str:
        return nh3.clean(
            html,
            tags=tags,
            clean_content_tags={"script", "style"},
            attributes={},
            generic_attribute_prefixes=_LETTERS,
            attribute_filter=self._attribute,
            url_schemes=set(_LOOKED_AT),
            link_rel=None,
        )

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        if name.startswith("on"):
            self.findings.loss(codes.MARKUP_SCRIPT, name)
            return None
        if name not in _ATTRIBUTES.get(tag, ()):
            return None
        if name == "src":
            return self._source(value)
        if name == "href":
            return self._link(value)
        return value if name == "alt" or value.isdecimal() else None

    def _link(self, value: str) -> str | None:
        scheme, colon, _ = value.strip().partition(":")
        if colon and scheme.lower() in _SCHEMES:
            return value
        if not value.startswith("#"):
            code = codes.MARKUP_SCRIPT if "script" in scheme.lower() else codes.MARKUP_LINK
            self.findings.loss(code, value)
        return None

    def _source(self, value: str) -> str | None:
        if value in self.pictures.files:
            return value
        if match := _DATA.match(value):
            return self._inside(value, match)
        if (name := self.find(unquote(value)) or self.find(value)) and name in self.pictures.files:
            return name
        code = codes.MARKUP_SCRIPT if "script:" in value.lower() else codes.MARKUP_PICTURE
        self.findings.loss(code, value)
        return None

    def _inside(self, value: str, match: re.Match[str]) -> str | None:
        """A picture that stands in the text itself."""
        body = value[match.end() :]
        try:
            data = base64.b64decode(unquote(body)) if match.group(2) else unquote_to_bytes(body)
        except (binascii.Error, ValueError):
            data = b""
        named = _DATA_NAME.search(match.group(1))
        name = self.pictures.add(data, unquote(named.group(1)) if named else "")
        if not name:
            self.findings.loss(codes.MARKUP_PICTURE, value)
        return name or None


def _depth(html: str) -> int:
    """How many tags are open at once, those left out that close by themselves."""
    depth = deepest = 0
    for match in _TAG.finditer(html):
        if match.group(2).lower() not in _CLOSES_ITSELF and not match.group(3).endswith("/"):
            depth = max(0, depth - 1) if match.group(1) else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _without_comments(html: str) -> str:
    """Comments, processing instructions and marked sections taken out; what is never closed stays."""
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<![", "]>"), ("<?", ">"), ("<!", ">")):
        pieces: list[str] = []
        end = 0
        while (start := html.find(opening, end)) >= 0 and (stop := html.find(closing, start)) >= 0:
            pieces.append(html[end:start])
            if opening == "<![CDATA[":
                pieces.append(escape(html[start + len(opening) : stop], quote=False))
            end = stop + len(closing)
        html = "".join([*pieces, html[end:]])
    return html


def _turned(html: str) -> str:
    """Well-formed HTML with what stands in blocks of other kinds in paragraphs of ours."""
    pieces: list[str] = []
    end = 0
    preformatted = 0
    for match in _ANY_TAG.finditer(html):
        text = html[end : match.start()]
        pieces.append(_preformatted(text) if preformatted else text)
        closing, name = match.group(1), match.group(2)
        if name == "pre":
            preformatted = max(0, preformatted + (-1 if closing else 1))
        if name in _HEADINGS:
            pieces.append("</strong></p>" if closing else "<p><strong>")
        elif name in _TURNED:
            pieces.append("</p>" if closing else "<p>")
        else:
            pieces.append(match.group())
        end = match.end()
    return "".join([*pieces, html[end:]])


def _preformatted(text: str) -> str:
    return text.strip("\n").replace("\n", "<br>").replace("  ", "&nbsp; ")


def _without_empty_images(html: str) -> str:
    """A picture that went leaves the words that describe it."""
    return re.sub(r'<img(?: alt="([^"]*)")?>', lambda match: match.group(1) or "", html)
