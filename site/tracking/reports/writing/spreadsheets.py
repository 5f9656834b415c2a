"""A sheet as a workbook: numbers that can be reckoned with, and a page that can be printed and signed."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from common.workbooks import (
    Cell,
    Formula,
    Layout,
    Look,
    Looks,
    Row,
    column_letters,
    sheet_name,
    workbook_pieces,
)
from tracking.reports.writing.sheets import Column, Kind, Passing, Sheet, Signer, Values

_PLAIN = Look("General", font="Times New Roman", size=12, down="center", is_wrapped=True)
_CENTRED = replace(_PLAIN, across="center")
_BOLD = replace(_CENTRED, is_bold=True)
_ITALIC = replace(_CENTRED, is_italic=True)
_TITLE = replace(_BOLD, size=14)
_NOTE = replace(_PLAIN, size=11, across="left", down="top")
_HEADING = replace(_BOLD, size=11, fill="FFF3E3E4", has_border=True)
_CELL = replace(_PLAIN, size=11, has_border=True)
_FORMATS = {Kind.TEXT: "@", Kind.DAY: "dd/mm/yyyy"}
_ACROSS = {Kind.TEXT: "left", Kind.DAY: "center"}
_LINE = 16.5
_ROOM_TO_SIGN = 4
_ALL_SHOWN = 109
"""SUBTOTAL's number for the sum of what a filter leaves."""


def xlsx_pieces(sheet: Sheet) -> Iterator[bytes]:
    """The bytes of the workbook while rows come from the query."""
    return _Writer(sheet).pieces()


class _Writer:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.looks = Looks()
        # Head and signatures stand side by side: a table of one column gets an empty one beside it.
        self.widths = [column.width for column in sheet.columns] + [12] * (len(sheet.columns) == 1)
        self.half = _half(self.widths)
        self.top = [*self._head(), *self._titles()]
        self.passing = Passing(sheet)

    def pieces(self) -> Iterator[bytes]:
        sheet = self.sheet
        layout = Layout(
            sheet_name(sheet.title),
            self.widths,
            heading=len(self.top) + 1,
            has_filter=True,
            is_printed=True,
            is_landscape=sheet.is_landscape,
            footer_left=" · ".join((sheet.title, *sheet.subtitles[-1:])),
            footer_right=_("Page"),
        )
        return workbook_pieces(layout, self.looks, self._rows())

    def _rows(self) -> Iterator[Row]:
        yield from self.top
        headings = [column.title for column in self.sheet.columns]
        longest = max(_lines(one.title, one.width - 3) for one in self.sheet.columns)
        look = self.looks.number(_HEADING)
        yield Row(headings, [look] * len(headings), height=max(2, longest) * 15, is_data=False)
        yield from self._data()
        yield from self._below()

    def _data(self) -> Iterator[Row]:
        looks = self._looks(is_bold=False)
        texts = [
            (place, column.width)
            for place, column in enumerate(self.sheet.columns)
            if column.kind is Kind.TEXT
        ]
        for row in self.passing:
            yield Row(row, looks, _height(row, texts))

    def _below(self) -> Iterator[Row]:
        total = self.passing.total
        if total:
            yield Row(self._formulas(total), self._looks(is_bold=True), is_data=False)
        if self.sheet.notes:
            yield self._joined("", _NOTE)
            yield self._joined(_("How the figures are made"), replace(_NOTE, is_bold=True))
            yield from (self._joined(f"– {note}", _NOTE) for note in self.sheet.notes)
        yield from self._signatures()

    def _formulas(self, total: Values) -> list[Cell]:
        """What was summed here goes on being the sum of what a filter leaves."""
        if self.sheet.total or not self.passing.count:
            return list(total)
        first = len(self.top) + 2
        last = first + self.passing.count - 1
        cells: list[Cell] = list(total)
        for place, value in self.passing.sums.items():
            letter = column_letters(place + 1)
            cells[place] = Formula(f"SUBTOTAL({_ALL_SHOWN},{letter}{first}:{letter}{last})", value)
        return cells

    def _head(self) -> Iterator[Row]:
        heading = self.sheet.heading
        if heading is None:
            return
        left = [(line, _CENTRED) for line in heading.above]
        left += [(heading.issuer, _BOLD), ("*", _CENTRED), (heading.number, _CENTRED)]
        right = [(heading.party, _TITLE), (self.sheet.place_and_day, _ITALIC)]
        for place in range(max(len(left), len(right))):
            beside = left[place : place + 1] or [("", _PLAIN)]
            yield self._beside(*beside, *right[place : place + 1])
        yield self._joined("", _PLAIN)

    def _titles(self) -> Iterator[Row]:
        yield self._joined(self.sheet.title, _TITLE)
        yield from (self._joined(line, _ITALIC) for line in self.sheet.subtitles)
        yield self._joined("", _PLAIN)

    def _signatures(self) -> Iterator[Row]:
        left, right = self.sheet.left or Signer(()), self.sheet.right or Signer(())
        yield self._joined("", _PLAIN)
        if self.sheet.heading is None and self.sheet.place_and_day:
            yield self._beside(("", _PLAIN), (self.sheet.place_and_day, _ITALIC))
        for place in range(max(len(left.capacity), len(right.capacity))):
            yield self._beside(*(("".join(one.capacity[place : place + 1]), _BOLD) for one in (left, right)))
        if left.name or right.name:
            yield from (self._joined("", _PLAIN) for _line in range(_ROOM_TO_SIGN))
            yield self._beside((left.name, _BOLD), (right.name, _BOLD))

    def _beside(self, left: tuple[str, Look], right: tuple[str, Look] = ("", _PLAIN)) -> Row:
        count, half = len(self.widths), self.half
        height = max(_lines(left[0], sum(self.widths[:half])), _lines(right[0], sum(self.widths[half:])))
        return Row(
            [left[0], *[""] * (half - 1), right[0], *[""] * (count - half - 1)],
            [self.looks.number(left[1])] * half + [self.looks.number(right[1])] * (count - half),
            height=height * _LINE,
            joined=[span for span in ((1, half), (half + 1, count)) if span[0] < span[1]],
            is_data=False,
        )

    def _joined(self, text: str, look: Look) -> Row:
        count = len(self.widths)
        height = _lines(text, sum(self.widths)) * _LINE
        looks = [self.looks.number(look)] * count
        return Row([text, *[""] * (count - 1)], looks, height, [(1, count)], is_data=False)

    def _looks(self, *, is_bold: bool) -> list[int]:
        """The number of each column's look."""
        return [
            self.looks.number(
                replace(
                    _CELL,
                    number_format=_format(column),
                    across=_ACROSS.get(column.kind, "right"),
                    is_bold=is_bold,
                )
            )
            for column in self.sheet.columns
        ]


def _format(column: Column) -> str:
    if column.kind in _FORMATS:
        return _FORMATS[column.kind]
    behind = f".{'0' * column.decimals}" if column.decimals else ""
    return f"0{behind}%" if column.kind is Kind.SHARE else f"#,##0{behind}"


def _half(widths: list[int]) -> int:
    """After how many columns the left half ends: at least one is left for the right."""
    reached = 0
    for place, width in enumerate(widths[:-1], start=1):
        reached += width
        if 2 * reached >= sum(widths):
            return place
    return len(widths) - 1


def _height(row: Values, texts: list[tuple[int, int]]) -> float:
    """As many lines as its longest text takes, in letters narrower than those a width is counted in."""
    return _LINE * max((_lines(str(row[place] or ""), width * 6 // 5) for place, width in texts), default=1)


def _lines(text: str, letters: int) -> int:
    """How many lines a text takes; a spreadsheet does not reckon it for cells that are joined."""
    return max(1, -(-len(text) // max(1, letters)))
