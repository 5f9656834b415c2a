"""The document as a person sees it: paragraphs and tables in order, with numbers, looks and pictures."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from quizzes.exchange.formats.drafts import Finding, Weight
from quizzes.exchange.formats.office_archives import Unreadable
from quizzes.exchange.formats.word.equations import equation_text
from quizzes.exchange.formats.word.limits import MOST_PARAGRAPHS
from quizzes.exchange.formats.word.looks import Props, Style, Styles, W, look_of, numbering_of, props_of
from quizzes.exchange.formats.word.numbering import Label, Numbering
from quizzes.exchange.formats.word.old_letters import unicode_of
from quizzes.exchange.formats.word.opening import Package
from quizzes.exchange.formats.word.pictures import Pictures
from quizzes.exchange.formats.word.rich import THING, Rich, Span

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TEXT_BOX = f"{W}txbxContent"
_THROUGH = {
    f"{W}{name}"
    for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "fldSimple", "customXml")
}
_GONE = {f"{W}{name}" for name in ("del", "moveFrom")}
_SYMBOLS = {
    "à": "→",
    "ß": "←",
    "ü": "✓",
    "þ": "☑",
    "ý": "☒",
    "¨": "☐",
    "q": "☐",
    "û": "✗",
    "v": "❖",
    "§": "▪",
    "Ø": "➢",
}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\xad"))
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `number` counts from 1 as a person would, `rich` begins with what Word numbers."""

    number: int
    rich: Rich
    heading: int = 0
    level: int | None = None  # in a list
    is_bullet: bool = False

    @property
    def text(self) -> str:
        return self.rich.text


@dataclass(frozen=True, slots=True)
class Table:
    """A table, cell by cell; a cell holds paragraphs, those of tables inside it as well."""

    number: int
    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters before old fonts are turned into Unicode."""

    span: Span
    font: str


class Document:
    """Walks through the main part once; what it could not take with it is in `findings`."""

    def __init__(self, package: Package) -> None:
        body = package.xml(package.main)
        found = None if body is None else body.find(f"{W}body")
        if found is None:
            raise Unreadable("not_word")
        self.findings: list[Finding] = []
        self.pictures = Pictures(package)
        self._styles = Styles(package.beside("styles"))
        self._numbering = Numbering(package.beside("numbering"))
        self._number = 0
        self._counted: dict[str, int] = {}
        self.blocks: tuple[Block, ...] = tuple(self._blocks(found))
        for code, many in self._counted.items():
            self.findings.append(Finding(code, Weight.NOTE, said=str(many)))

    # --- blocks --------------------------------------------------------------------------------

    def _blocks(self, parent: Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                number = self._number + 1
                yield Table(number, tuple(self._rows(child)))
            elif child.tag in _THROUGH:
                yield from self._blocks(child)
            elif child.tag in _GONE:
                self._count("word.tracked_changes")

    def _rows(self, table: Element) -> Iterator[tuple[tuple[Paragraph, ...], ...]]:
        for row in table:
            if row.tag in _THROUGH:
                yield from self._rows(row)
            if row.tag == f"{W}tr":
                yield tuple(tuple(_flat(self._blocks(cell))) for cell in self._cells(row))

    def _cells(self, row: Element) -> Iterator[Element]:
        for cell in row:
            if cell.tag in _THROUGH:
                yield from self._cells(cell)
            if cell.tag == f"{W}tc":
                yield cell

    def _paragraph(self, element: Element) -> Iterator[Paragraph]:
        self._number += 1
        if self._number > MOST_PARAGRAPHS:
            raise Unreadable("too_long", str(MOST_PARAGRAPHS))
        properties = element.find(f"{W}pPr")
        style = self._style(properties)
        label = self._label(properties, style)
        rich = self._converted(self._pieces(element, style.props))
        if label is not None and label.text:
            # Never by the look of the paragraph's end: that of an option further on in the same line.
            look = replace(look_of({**style.props, **label.props}), is_label=True)
            rich = Rich((Span(f"{label.text} ", look),)) + rich
        yield Paragraph(
            self._number,
            rich,
            heading=style.level,
            level=None if label is None else label.level,
            is_bullet=label is not None and label.is_bullet,
        )

    def _style(self, properties: Element | None) -> Style:
        named = None if properties is None else properties.find(f"{W}pStyle")
        if named is None:
            return self._styles.default
        style = self._styles.style(named.get(f"{W}val", ""))
        return replace(style, props={**self._styles.default.props, **style.props})

    def _label(self, properties: Element | None, style: Style) -> Label | None:
        own = numbering_of(properties)
        number, level = own or style.numbering or ("", 0)
        if own is not None and not own[0] and style.numbering:  # the level alone is changed
            number = style.numbering[0]
        return self._numbering.label(number, level) if number not in ("", "0") else None

    # --- inside a paragraph --------------------------------------------------------------------

    def _pieces(self, parent: Element, props: Props) -> Iterator[_Piece]:
        for child in parent:
            if child.tag == f"{W}r":
                yield from self._run(child, props)
            elif child.tag in _THROUGH:
                if child.tag in (f"{W}ins", f"{W}moveTo"):
                    self._count("word.tracked_changes")
                yield from self._pieces(child, props)
            elif child.tag in _GONE:
                self._count("word.tracked_changes")
            elif child.tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
                yield from self._equation(child, props)
            elif child.tag == _ALTERNATIVE:
                yield from self._pieces(_first_choice(child), props)

    def _run(self, run: Element, below: Props) -> Iterator[_Piece]:
        properties = run.find(f"{W}rPr")
        named = None if properties is None else properties.find(f"{W}rStyle")
        style = {} if named is None else self._styles.style(named.get(f"{W}val", "")).props
        props = {**below, **style, **props_of(properties)}
        if props.get("vanish"):
            if any((one.text or "").strip() for one in run.iter(f"{W}t")):
                self._count("word.hidden_text")
            return
        for child in run:
            yield from self._content(child, props)

    def _content(self, child: Element, props: Props) -> Iterator[_Piece]:
        name = child.tag.removeprefix(W)
        if name == "t":
            yield self._letters(child.text or "", props)
        elif child.tag in _BREAKS:
            if child.get(f"{W}type") not in ("page", "column"):
                yield self._letters(_BREAKS[child.tag], props)
        elif name == "sym":
            yield self._symbol(child, props)
        elif child.tag == _ALTERNATIVE:
            for one in _first_choice(child):
                yield from self._content(one, props)
        elif name in ("drawing", "pict", "object"):
            yield from self._drawn(child)
        elif name == "commentReference":
            self._count("word.comments")
        elif name in ("footnoteReference", "endnoteReference"):
            self._find("word.footnote", Weight.LOSS)
        elif child.tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
            yield from self._equation(child, props)

    def _letters(self, text: str, props: Props) -> _Piece:
        font = props.get("font", "")
        if font.lower().startswith("wingdings"):
            return _Piece(Span("".join(_SYMBOLS.get(one, one) for one in text), look_of(props)), "")
        return _Piece(Span(text, look_of(props)), font)

    def _symbol(self, child: Element, props: Props) -> _Piece:
        try:
            code = int(child.get(f"{W}char", "20"), 16)
        except ValueError:
            code = 0x20
        letter = chr(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code if code < 0xD800 else 0x20)
        is_picture_font = "wingdings" in child.get(f"{W}font", "").lower()
        shown = _SYMBOLS.get(letter, "•") if is_picture_font else letter
        return _Piece(Span(shown, look_of(props)), "")

    def _equation(self, element: Element, props: Props) -> Iterator[_Piece]:
        text = " ".join(equation_text(element).split())
        if text:
            self._find("word.equation", Weight.LOSS, text)
            yield _Piece(Span(text, look_of(props)), "")

    def _drawn(self, element: Element) -> Iterator[_Piece]:
        for box in element.iter(_TEXT_BOX):
            said = " ".join("".join(one.text or "" for one in box.iter(f"{W}t")).split())
            if said:
                self._find("word.text_box", Weight.LOSS, said)
        for picture in self.pictures.of(element):
            if picture.finding:
                self._find(picture.finding, Weight.LOSS, picture.alt)
            if picture.name:
                yield _Piece(Span(THING, picture=picture.name, alt=picture.alt), "")

    # --- letters -------------------------------------------------------------------------------

    def _converted(self, pieces: Iterable[_Piece]) -> Rich:
        """Pieces of one look and one font run together first: Word cuts words in two where it likes."""
        spans: list[Span] = []
        for piece in _together(pieces):
            text = unicode_of(piece.span.text, piece.font)
            if text is None:
                text = piece.span.text
            elif text != piece.span.text:
                self._count("word.old_font")
            text = text.replace("\xa0", " ").translate(_INVISIBLE)
            spans.append(replace(piece.span, text=text))
        return _composed(spans)

    def _count(self, code: str) -> None:
        self._counted[code] = self._counted.get(code, 0) + 1

    def _find(self, code: str, weight: Weight, said: str = "") -> None:
        self.findings.append(Finding(code, weight, str(self._number), said[:80]))


def _flat(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from cell


def _first_choice(alternative: Element) -> Element:
    """What today's Word shows; the rest says the same for older ones."""
    return next(iter(alternative), alternative)


def _together(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    last: _Piece | None = None
    for piece in pieces:
        same = last is not None and (piece.font, piece.span.look) == (last.font, last.span.look)
        if last is not None and same and not piece.span.picture and not last.span.picture:
            last = replace(last, span=replace(last.span, text=last.span.text + piece.span.text))
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _composed(spans: list[Span]) -> Rich:
    """In NFC, also where a mark begins the next span."""
    made: list[Span] = []
    for span in spans:
        text = span.text
        while text and unicodedata.combining(text[0]) and made and not made[-1].picture:
            made[-1] = replace(made[-1], text=made[-1].text + text[0])
            text = text[1:]
        if text:
            made.append(replace(span, text=text))
    return Rich(tuple(replace(span, text=unicodedata.normalize("NFC", span.text)) for span in made))
