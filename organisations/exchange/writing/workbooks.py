"""Writes a workbook of one sheet while its rows come in: nothing is held, the first bytes leave at once.

Every text is written as text, so that no spreadsheet takes it for a formula; what begins like one is
marked to stay text even when it is edited.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import RawIOBase
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

from organisations.exchange.columns import Column

Cell = str | int | date | None

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = date(1899, 12, 30)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEADING, _TEXT, _DAY, _GUARDED, _WRAPPED = 1, 2, 3, 4, 5
_ROWS_A_PIECE = 500

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
    "xl/styles.xml": (
        f'<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFF3E3E4"/></patternFill></fill></fills>'
        '<borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/>'
        '<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1">'
        '<alignment vertical="center" wrapText="1"/></xf>'
        '<xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/>'
        '<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/>'
        '<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


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


def workbook_pieces(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, wrapped: str = ""
) -> Iterator[bytes]:
    """The bytes of a workbook, in pieces; `wrapped` is the key of a column with long texts."""
    outlet = _Outlet()
    with ZipFile(outlet, "w", ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, "xl/workbook.xml": _workbook(title)}.items():
            archive.writestr(name, _HEAD + content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for piece in _sheet(columns, rows, wrapped):
                sheet.write(piece.encode())
                yield outlet.taken()
    yield outlet.taken()


def _workbook(title: str) -> str:
    return (
        f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>'
        f'<sheet name="{escape(title[:31])}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], wrapped: str) -> Iterator[str]:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{column.width}" customWidth="1"/>'
        for place, column in enumerate(columns, start=1)
    )
    yield (
        # How far it goes is not known yet; readers that miss the size would read everything to find it.
        f'{_HEAD}<worksheet {_MAIN}><dimension ref="A1"/><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>"
    )
    letters = [get_column_letter(place + 1) for place in range(len(columns))]
    styles = [_WRAPPED if column.key == wrapped else _TEXT for column in columns]
    yield _row(1, letters, [_HEADING] * len(columns), [column.shown for column in columns])
    piece: list[str] = []
    for number, row in enumerate(rows, start=2):
        piece.append(_row(number, letters, styles, row))
        if len(piece) == _ROWS_A_PIECE:
            yield "".join(piece)
            piece.clear()
    yield "".join(piece) + "</sheetData></worksheet>"


def _row(number: int, letters: Sequence[str], styles: Sequence[int], row: Sequence[Cell]) -> str:
    cells = [
        _cell(f"{letter}{number}", style, value)
        for letter, style, value in zip(letters, styles, row, strict=True)
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, style: int, value: Cell) -> str:
    if isinstance(value, date):
        return f'<c r="{place}" s="{_DAY}"><v>{(value - _EPOCH).days}</v></c>'
    text = str(value)
    if text.startswith(_LIKE_A_FORMULA):
        style = _GUARDED
    shown = escape(_FORBIDDEN.sub("", text))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'
