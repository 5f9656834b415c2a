"""The HTML of a question as a flow of paragraphs, for formats that know nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section"}
_LISTS = {"ul", "ol"}
_LOOKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "sup": "sup", "sub": "sub"}
_ORDER = ("b", "i", "sup", "sub")
_UNSEEN = {"script", "style", "head", "title", "template"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one look, or a picture."""

    text: str
    looks: frozenset[str] = frozenset()
    src: str = ""
    alt: str = ""


@dataclass(slots=True)
class Block:
    """A paragraph, an item of a list, or a table of paragraphs."""

    kind: str = "p"
    pieces: list[Piece] = field(default_factory=list)
    rows: list[list[list["Block"]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(piece.text for piece in self.pieces).split())

    @property
    def is_empty(self) -> bool:
        return not self.rows and not any(piece.src or piece.text.strip() for piece in self.pieces)


def flow_of(html: str) -> list[Block]:
    """The blocks of `html`; what they cannot say (links, numbers of lists, colours) is gone."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks()


def html_of(blocks: Iterable[Block]) -> str:
    """Blocks as HTML; one paragraph alone as what is in it."""
    filled = [block for block in blocks if not block.is_empty]
    if len(filled) == 1 and filled[0].kind == "p":
        return _inside(filled[0])
    made: list[str] = []
    items: list[str] = []
    for block in filled:
        if block.kind == "li":
            items.append(f"<li>{_inside(block)}</li>")
            continue
        made += [f"<ul>{''.join(items)}</ul>"] if items else []
        items = []
        made.append(_table(block) if block.kind == "table" else f"<p>{_inside(block)}</p>")
    made += [f"<ul>{''.join(items)}</ul>"] if items else []
    return "".join(made)


def plain_of(html: str) -> str:
    """Words alone, a line a paragraph."""
    return "\n".join(_plain(block) for block in flow_of(html) if not block.is_empty)


def from_plain(text: str) -> str:
    """Lines as paragraphs; one line as it is."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return html_of(Block(pieces=[Piece(line)]) for line in lines)


def canonical(html: str) -> str:
    """The same for all HTML that says and looks the same here."""
    return html_of(flow_of(html))


def _plain(block: Block) -> str:
    if block.kind == "table":
        return "\n".join("\t".join(" ".join(map(_plain, cell)) for cell in row) for row in block.rows)
    return ("- " if block.kind == "li" else "") + block.text


def _table(block: Block) -> str:
    rows = (
        "<tr>" + "".join(f"<td>{'<br/>'.join(_inside(one) for one in cell)}</td>" for cell in row) + "</tr>"
        for row in block.rows
    )
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _inside(block: Block) -> str:
    made: list[str] = []
    for piece in _together(block.pieces):
        if piece.src:
            made.append(f'<img src="{escape(piece.src)}" alt="{escape(piece.alt)}">')
            continue
        tags = [tag for tag in _ORDER if tag in piece.looks]
        before = "".join(f"<{tag}>" for tag in tags)
        after = "".join(f"</{tag}>" for tag in reversed(tags))
        made.append(f"{before}{escape(piece.text, quote=False)}{after}")
    return "".join(made)


def _together(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces of one look as one, spaces collapsed across them; a space never ends a look."""
    made: list[Piece] = []
    last = " "
    for piece in pieces:
        if piece.src:
            made.append(piece)
            last = ">"
            continue
        text = ""
        for letter in piece.text:
            if not letter.isspace():
                text += letter
            elif last != " ":
                text += " "
            last = " " if letter.isspace() else letter
        body = text.strip()
        for part, looks in (
            (text[: len(text) - len(text.lstrip())], frozenset[str]()),
            (body, piece.looks),
            (text[len(text.rstrip()) :] if body else "", frozenset[str]()),
        ):
            if not part:
                continue
            if made and not made[-1].src and made[-1].looks == looks:
                made[-1] = Piece(made[-1].text + part, looks)
            else:
                made.append(Piece(part, looks))
    return _ends_trimmed(_bridged(made))


def _bridged(pieces: list[Piece]) -> list[Piece]:
    """Two words of one look with a space between them are one piece of it."""
    made: list[Piece] = []
    for piece in pieces:
        if len(made) > 1 and made[-1].text == " " and not made[-1].src and not piece.src and piece.looks:
            before = made[-2]
            if before.looks == piece.looks and not before.src:
                made[-2:] = [Piece(f"{before.text} {piece.text}", piece.looks)]
                continue
        made.append(piece)
    return made


def _ends_trimmed(pieces: list[Piece]) -> list[Piece]:
    while pieces and not pieces[-1].src and not pieces[-1].text.strip():
        pieces.pop()
    if pieces and not pieces[-1].src:
        pieces[-1] = Piece(pieces[-1].text.rstrip(), pieces[-1].looks)
    return pieces


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[Block] = []
        self._block = Block()
        self._looks: list[str] = []
        self._unseen = 0
        self._tables: list[tuple[list[Block], Block]] = []

    def blocks(self) -> list[Block]:
        while self._tables:
            self._end_table()
        self._end_block()
        return self._done

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _LOOKS:
            self._looks.append(_LOOKS[tag])
        elif tag == "br" or tag in _BLOCKS | _LISTS:
            self._end_block()
        elif tag == "li":
            self._end_block("li")
        elif tag == "img":
            self._block.pieces.append(Piece("", src=said.get("src") or "", alt=said.get("alt") or ""))
        elif tag == "table":
            self._end_block()
            self._tables.append((self._done, Block("table")))
        elif self._tables and tag == "tr":
            self._end_block()
            self._tables[-1][1].rows.append([])
        elif self._tables and tag in ("td", "th"):
            self._begin_cell()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _LOOKS and _LOOKS[tag] in self._looks:
            self._looks.remove(_LOOKS[tag])
        elif tag in _BLOCKS | _LISTS | {"li"}:
            self._end_block()
        elif self._tables and tag == "table":
            self._end_table()
        elif self._tables and tag in ("td", "th", "tr"):
            self._end_block()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._block.pieces.append(Piece(data, frozenset(self._looks)))

    def _begin_cell(self) -> None:
        self._end_block()
        rows = self._tables[-1][1].rows
        if not rows:
            rows.append([])
        rows[-1].append([])
        self._done = rows[-1][-1]

    def _end_block(self, kind: str = "p") -> None:
        if not self._block.is_empty:
            self._done.append(self._block)
        self._block = Block(kind)

    def _end_table(self) -> None:
        self._end_block()
        self._done, table = self._tables.pop()
        table.rows = [row for row in table.rows if row]
        if table.rows:
            self._done.append(table)
