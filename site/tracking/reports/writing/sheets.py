"""What a report says, before it becomes a page, a workbook or a paper: standard library only.

A `Sheet` holds plain values. Its rows come from a query and pass by once: a sheet is written once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Value = str | int | float | date | None
"""A text in a column of numbers stands for a number that is not told, such as that of a small group."""
Values = Sequence[Value]

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
_LETTERS_ACROSS = 84
"""So many letters of a table go into an upright A4 page."""

_POINTS_A_CENTIMETRE = 60
"""So large are letters that are a centimetre wide, counting that long texts go over to a second line."""
_LARGEST, _SMALLEST = 13.0, 8.5


class Kind(StrEnum):
    """What the values of a column are; a share is a fraction of 1, a mark is of 100."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    MARK = "mark"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `width` in letters, `is_summed` where the sum of its numbers means something, `places` behind
    the point where they are not those of its kind."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 12
    is_summed: bool = False
    places: int | None = None

    @property
    def decimals(self) -> int:
        if self.places is None:
            return 1 if self.kind in {Kind.SHARE, Kind.MARK} else 0
        return self.places


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a Party document: who stands above the issuer, who issues it, and its number."""

    above: tuple[str, ...] = ()
    issuer: str = ""
    number: str = ""
    party: str = PARTY


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: in what capacity, line by line, and the name below where it is known."""

    capacity: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report.

    `total` is the row of totals as the query tells it; without one, the columns that can be are summed.
    """

    file_name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Values]
    subtitles: tuple[str, ...] = ()
    total: tuple[Value, ...] = ()
    total_label: str = ""
    notes: tuple[str, ...] = ()
    heading: Heading | None = None
    place_and_day: str = ""
    left: Signer | None = None
    right: Signer | None = None

    @property
    def letters(self) -> int:
        """How wide the table is."""
        return sum(column.width for column in self.columns)

    @property
    def label_place(self) -> int:
        """The column that says what a row is about: the first of words, after any numbering."""
        return label_place(self.columns)

    @property
    def is_landscape(self) -> bool:
        return self.letters > _LETTERS_ACROSS

    def letter_size(self, room: float) -> float:
        """The size of letters, in points, with which the table fits into `room` centimetres across."""
        fitting = room / self.letters * _POINTS_A_CENTIMETRE
        return min(_LARGEST, max(_SMALLEST, fitting // 0.5 * 0.5))


def label_place(columns: Sequence[Column]) -> int:
    return next((place for place, column in enumerate(columns) if column.kind is Kind.TEXT), 0)


@dataclass(slots=True)
class Passing:
    """The rows of a sheet while they pass by: how many there were and what they come to."""

    sheet: Sheet
    count: int = 0
    sums: dict[int, float] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Values]:
        self.sums = {place: 0 for place, column in enumerate(self.sheet.columns) if column.is_summed}
        for row in self.sheet.rows:
            self.count += 1
            for place in self.sums:
                value = row[place]
                if isinstance(value, int | float):
                    self.sums[place] += value
            yield row

    @property
    def total(self) -> Values:
        """The row of totals; nothing where there is none."""
        if self.sheet.total:
            return self.sheet.total
        return total_of(self.sheet, self.sums)


def total_of(sheet: Sheet, sums: Mapping[int, float]) -> Values:
    if not sums:
        return ()
    total: list[Value] = [sums.get(place) for place in range(len(sheet.columns))]
    if total[sheet.label_place] is None:
        total[sheet.label_place] = sheet.total_label
    return total
