"""What stands in the cells of a workbook: texts, with formulas never reckoned."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from quizzes.exchange.formats.office_archives import Unreadable, archive_of, content_of
from quizzes.exchange.formats.sheet.columns import column_of

MOST_ROWS = 5_000
MOST_COLUMNS = 60
_HEADINGS_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it: texts by column, and the cells whose text is a formula's last value."""

    number: int
    texts: dict[str, str]
    places: dict[str, str]
    formulas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet that looks like ours."""

    title: str
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: tuple[Row, ...]
    is_cut: bool = False


def sheet_of(data: bytes) -> Sheet:
    """The sheet with the headings. Raises Unreadable."""
    archive = archive_of(data)
    names = archive.namelist()
    if "xl/workbook.xml" not in names:
        raise Unreadable("word_file" if any(name.startswith("word/") for name in names) else "not_a_workbook")
    if b"macroEnabled" in content_of(archive, archive.getinfo("[Content_Types].xml")):
        raise Unreadable("macros")
    has_formulas = False
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")):
            content = content_of(archive, part)
            has_formulas = has_formulas or (part.filename.startswith("xl/worksheets/") and b"<f" in content)
    typed = _Book(data, values=False)
    number, heading, place = typed.best()
    if not heading:
        raise Unreadable("no_headings")
    shown = _Book(data, values=True).rows(place) if has_formulas else None
    return typed.read(place, number, heading, shown)


class _Book:
    def __init__(self, data: bytes, *, values: bool) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # styles and checks that openpyxl does not keep
                self._book: Any = load_workbook(
                    BytesIO(data), read_only=True, data_only=values, keep_links=False
                )
        except Exception as error:
            raise Unreadable("damaged") from error

    def rows(self, place: int) -> list[tuple[Any, ...]]:
        return list(self._rows(place))

    def _rows(self, place: int) -> Iterator[tuple[Any, ...]]:
        sheet = self._book.worksheets[place]
        try:
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS)):
                if number > MOST_ROWS:
                    return
                yield cells
        except Exception as error:
            raise Unreadable("damaged") from error

    def best(self) -> tuple[int, dict[int, str], int]:
        """The row of headings, its columns by place, and the sheet."""
        best: tuple[int, dict[int, str], int] = (0, {}, 0)
        for place in range(len(self._book.worksheets)):
            for number, cells in enumerate(self._rows(place)):
                if number >= _HEADINGS_WITHIN:
                    break
                found: dict[int, str] = {}
                for at, cell in enumerate(cells):
                    key = column_of(cell.value)
                    if key is not None and key not in found.values():
                        found[at] = key
                if len(found) > max(1, len(best[1])) and "prompt" in found.values():
                    best = (number, found, place)
        return best

    def read(
        self, place: int, number: int, headings: dict[int, str], shown: list[tuple[Any, ...]] | None
    ) -> Sheet:
        rows: list[Row] = []
        unknown: tuple[str, ...] = ()
        last = 0
        for at, cells in enumerate(self._rows(place)):
            last = at
            if at == number:
                texts = (
                    " ".join(str(cell.value or "").split())
                    for n, cell in enumerate(cells)
                    if n not in headings
                )
                unknown = tuple(text[:60] for text in texts if text)
            if at > number and (
                row := _row(at + 1, cells, headings, shown[at] if shown and at < len(shown) else cells)
            ):
                rows.append(row)
        title = str(self._book.worksheets[place].title)
        return Sheet(title, tuple(headings.values()), unknown, tuple(rows), last >= MOST_ROWS)


def _row(number: int, cells: tuple[Any, ...], headings: dict[int, str], shown: tuple[Any, ...]) -> Row | None:
    texts: dict[str, str] = {}
    places: dict[str, str] = {}
    formulas: list[str] = []
    for at, key in headings.items():
        if at >= len(cells):
            continue
        value = cells[at].value
        if cells[at].data_type == "f":
            value = shown[at].value if at < len(shown) else None
            formulas.append(key)
        texts[key] = text_of(value)
        places[key] = f"{_letters(at)}{number}"
    if not any(texts.values()) and not formulas:
        return None
    return Row(number, texts, places, tuple(formulas))


def text_of(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Đúng" if value else "Sai"
    if isinstance(value, float):
        return (str(int(value)) if value.is_integer() else format(value, ".10g")).replace(".", ",")
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return re.sub(r"[ \t\xa0]+", " ", str(value).replace("_x000D_", "").replace("\r\n", "\n")).strip()


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
