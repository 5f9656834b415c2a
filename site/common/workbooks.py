"""Writes a workbook of one sheet while its rows come in: nothing is held, the first bytes leave at once.

Every text is written as text, so that no spreadsheet takes it for a formula; what begins like one is
marked to stay text even when it is edited. Standard library only.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import RawIOBase
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = date(1899, 12, 30)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ROWS_A_PIECE = 500
_SIDES, _THIN = ("left", "right", "top", "bottom"), ' style="thin"><color rgb="FF8A847B"/>'
_QUICK = 3
"""How hard the archive is squeezed: harder takes twice as long for a tenth of the size."""

_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/styles.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
}


class Formula(NamedTuple):
    """A formula of ours, without its sign of equality, and what it comes to."""

    text: str
    value: float


Cell = str | int | float | date | Formula | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is shown."""

    number_format: str = "@"
    font: str = "Calibri"
    size: float = 11
    is_bold: bool = False
    is_italic: bool = False
    fill: str = ""
    has_border: bool = False
    across: str = ""
    down: str = ""
    is_wrapped: bool = False


@dataclass(slots=True)
class Looks:
    """The looks of a workbook, each with a number and a twin for texts that begin like a formula."""

    known: dict[Look, int] = field(default_factory=dict)

    def number(self, look: Look) -> int:
        # Number 0 is the spreadsheet's own; the twin comes right after its look.
        return self.known.setdefault(look, 2 * len(self.known) + 1)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells with the numbers of their looks; `joined` are first and last columns, from 1, that become one."""

    cells: Sequence[Cell]
    looks: Sequence[int]
    height: float = 0
    joined: Sequence[tuple[int, int]] = ()
    is_data: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """What surrounds the rows. Rows down to `heading` stay in sight, and row `heading` is on every page."""

    name: str
    widths: Sequence[float]
    heading: int = 1
    has_filter: bool = False
    is_printed: bool = False
    is_landscape: bool = False
    footer_left: str = ""
    footer_right: str = ""


class _Outlet(RawIOBase):
    """What the archive writes, taken away piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        taken = b"".join(self.pieces)
        self.pieces.clear()
        return taken


def archive_pieces(parts: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """The bytes of a zip archive, while the bytes of its parts come in."""
    outlet = _Outlet()
    with ZipFile(outlet, "w", ZIP_DEFLATED, compresslevel=_QUICK) as archive:
        for name, content in parts:
            with archive.open(name, "w") as part:
                for piece in content:
                    part.write(piece)
                    yield outlet.taken()
    yield outlet.taken()


def workbook_pieces(layout: Layout, looks: Looks, rows: Iterable[Row]) -> Iterator[bytes]:
    """The bytes of a workbook, in pieces."""
    return archive_pieces(_parts(layout, looks, _Sheet(layout, rows)))


def _parts(layout: Layout, looks: Looks, sheet: "_Sheet") -> Iterator[tuple[str, Iterable[bytes]]]:
    for name, content in _PARTS.items():
        yield name, [f"{_HEAD}{content}".encode()]
    yield "xl/worksheets/sheet1.xml", (piece.encode() for piece in sheet.pieces())
    # Only now is it known how far the rows go, and which looks they have.
    yield "xl/workbook.xml", [f"{_HEAD}{_workbook(layout, sheet)}".encode()]
    yield "xl/styles.xml", [f"{_HEAD}{_styles(list(looks.known))}".encode()]


def sheet_name(title: str) -> str:
    """`title` as the name of a sheet: no more than 31 letters, none that spreadsheets refuse."""
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in without_control_letters(title))
    return " ".join(plain.split())[:31].strip() or "1"


def without_control_letters(text: str) -> str:
    """`text` without what no XML can hold."""
    return _FORBIDDEN.sub("", text)


def column_letters(place: int) -> str:
    """The name of a column, counted from 1.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


class _Sheet:
    """The sheet while it is written, and how far it has come."""

    def __init__(self, layout: Layout, rows: Iterable[Row]) -> None:
        self.layout = layout
        self.last = 0
        self.last_data = 0
        self._rows = rows
        self._joined: list[str] = []
        self._letters = [column_letters(place) for place in range(1, len(layout.widths) + 1)]

    def pieces(self) -> Iterator[str]:
        yield self._opening()
        piece: list[str] = []
        for row in self._rows:
            piece.append(self._row(row))
            if len(piece) == _ROWS_A_PIECE:
                yield "".join(piece)
                piece.clear()
        yield "".join(piece) + "</sheetData>" + self._closing()

    def _opening(self) -> str:
        layout = self.layout
        fit = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' if layout.is_printed else ""
        widths = "".join(
            f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
            for place, width in enumerate(layout.widths, start=1)
        )
        below = layout.heading + 1
        return (
            f'{_HEAD}<worksheet {_MAIN}>{fit}<sheetViews><sheetView workbookViewId="0">'
            f'<pane ySplit="{layout.heading}" topLeftCell="A{below}" activePane="bottomLeft" state="frozen"/>'
            f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>"
        )

    def _row(self, row: Row) -> str:
        self.last += 1
        number = self.last
        if row.is_data:
            self.last_data = number
        for first, last in row.joined:
            self._joined.append(f"{self._letters[first - 1]}{number}:{self._letters[last - 1]}{number}")
        cells = [
            _cell(f"{letter}{number}", look, value)
            for letter, look, value in zip(self._letters, row.looks, row.cells, strict=False)
        ]
        height = f' ht="{row.height}" customHeight="1"' if row.height else ""
        return f'<row r="{number}"{height}>{"".join(cells)}</row>'

    def _closing(self) -> str:
        layout = self.layout
        closing = f'<autoFilter ref="{self.filtered}"/>' if layout.has_filter else ""
        if self._joined:
            joined = "".join(f'<mergeCell ref="{place}"/>' for place in self._joined)
            closing += f'<mergeCells count="{len(self._joined)}">{joined}</mergeCells>'
        if layout.is_printed:
            orientation = "landscape" if layout.is_landscape else "portrait"
            footer = f"&L&9{_in_footer(layout.footer_left)}&R&9{_in_footer(layout.footer_right)} &P/&N"
            closing += (
                '<printOptions horizontalCentered="1"/>'
                '<pageMargins left="0.79" right="0.59" top="0.79" bottom="0.79" header="0.3" footer="0.3"/>'
                f'<pageSetup paperSize="9" orientation="{orientation}" fitToWidth="1" fitToHeight="0"/>'
                f"<headerFooter><oddFooter>{escape(footer)}</oddFooter></headerFooter>"
            )
        return f"{closing}</worksheet>"

    @property
    def filtered(self) -> str:
        """What the filter filters: the heading and its rows, not what stands below them."""
        last = max(self.last_data, self.layout.heading)
        return f"A{self.layout.heading}:{self._letters[-1]}{last}"

    @property
    def names(self) -> Iterator[str]:
        sheet = escape(f"'{self.layout.name}'")
        heading, last_column = self.layout.heading, self._letters[-1]
        if self.layout.has_filter:
            first, last = (re.sub(r"([A-Z]+)", r"$\1$", place) for place in self.filtered.split(":"))
            yield _name("_xlnm._FilterDatabase", f"{sheet}!{first}:{last}", ' hidden="1"')
        if self.layout.is_printed:
            yield _name("_xlnm.Print_Area", f"{sheet}!$A$1:${last_column}${self.last}")
            yield _name("_xlnm.Print_Titles", f"{sheet}!${heading}:${heading}")


def _name(name: str, means: str, beside: str = "") -> str:
    return f'<definedName name="{name}" localSheetId="0"{beside}>{means}</definedName>'


def _in_footer(text: str) -> str:
    return without_control_letters(text).replace("&", "&&")


def _workbook(layout: Layout, sheet: _Sheet) -> str:
    names = "".join(sheet.names)
    names = f"<definedNames>{names}</definedNames>" if names else ""
    return (
        f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>'
        f'<sheet name={quoteattr(layout.name)} sheetId="1" r:id="rId1"/></sheets>'
        f"{names}</workbook>"
    )


def _cell(place: str, look: int, value: Cell) -> str:
    if value is None or value == "":
        return f'<c r="{place}" s="{look}"/>'
    if isinstance(value, str):
        if value.startswith(_LIKE_A_FORMULA):
            look += 1
        shown = escape(without_control_letters(value))
        return f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{look}"><v>{(value - _EPOCH).days}</v></c>'
    if isinstance(value, Formula):
        return f'<c r="{place}" s="{look}"><f>{escape(value.text)}</f><v>{value.value!r}</v></c>'
    return f'<c r="{place}" s="{look}"><v>{value!r}</v></c>'


def _styles(looks: Sequence[Look]) -> str:
    """One font, fill, border and format a look: what is the same twice costs a few bytes and no thought."""
    fonts = "".join(_font(look) for look in looks)
    fills = "".join(_fill(look) for look in looks)
    borders = "".join(_border(look) for look in looks)
    formats = "".join(
        f'<numFmt numFmtId="{164 + place}" formatCode={quoteattr(look.number_format)}/>'
        for place, look in enumerate(looks)
    )
    shown = "".join(_shown(place, look, twin) for place, look in enumerate(looks) for twin in (False, True))
    count = len(looks)
    return (
        f'<styleSheet {_MAIN}><numFmts count="{count}">{formats}</numFmts>'
        f'<fonts count="{count + 1}"><font><sz val="11"/><name val="Calibri"/></font>{fonts}</fonts>'
        f'<fills count="{count + 2}"><fill><patternFill patternType="none"/></fill>'
        f'<fill><patternFill patternType="gray125"/></fill>{fills}</fills>'
        f'<borders count="{count + 1}"><border/>{borders}</borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{2 * count + 1}"><xf/>{shown}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _font(look: Look) -> str:
    bold, italic = "<b/>" * look.is_bold, "<i/>" * look.is_italic
    return f'<font>{bold}{italic}<sz val="{look.size}"/><name val={quoteattr(look.font)}/></font>'


def _fill(look: Look) -> str:
    if not look.fill:
        return '<fill><patternFill patternType="none"/></fill>'
    return f'<fill><patternFill patternType="solid"><fgColor rgb="{look.fill}"/></patternFill></fill>'


def _border(look: Look) -> str:
    if not look.has_border:
        return "<border/>"
    return f"<border>{''.join(f'<{side}{_THIN}</{side}>' for side in _SIDES)}</border>"


def _shown(place: int, look: Look, is_twin: bool) -> str:
    across = f' horizontal="{look.across}"' if look.across else ""
    down = f' vertical="{look.down}"' if look.down else ""
    wrapped = ' wrapText="1"' if look.is_wrapped else ""
    guarded = ' quotePrefix="1"' if is_twin else ""
    return (
        f'<xf numFmtId="{164 + place}" fontId="{place + 1}" fillId="{place + 2}" borderId="{place + 1}"'
        ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        f"{guarded}><alignment{across}{down}{wrapped}/></xf>"
    )
