"""A sheet on the screen: the same rows as in its files, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import get_format

from tracking.reports.writing.saying import Saying
from tracking.reports.writing.sheets import Heading, Kind, Passing, Sheet, Signer


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A value in words, and its column's title, which stands beside it on a phone; one names its row."""

    said: str
    title: str
    is_figure: bool
    names_row: bool


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """What the template shows."""

    title: str
    subtitles: Sequence[str]
    headings: Sequence[ShownCell]
    rows: Sequence[Sequence[ShownCell]]
    total: Sequence[ShownCell]
    notes: Sequence[str]
    heading: Heading | None
    place_and_day: str
    left: Signer | None
    right: Signer | None


def saying() -> Saying:
    """Figures as the reader's language writes them."""
    return Saying(str(get_format("DECIMAL_SEPARATOR")), str(get_format("THOUSAND_SEPARATOR")))


def shown(sheet: Sheet) -> ShownSheet:
    """The sheet with its rows, which are to be a page of them at most."""
    words, passing = saying(), Passing(sheet)

    figures = [column.kind not in {Kind.TEXT, Kind.DAY} for column in sheet.columns]
    name = sheet.label_place

    def in_words(values: Sequence[str]) -> list[ShownCell]:
        return [
            ShownCell(said, column.title, is_figure, place == name)
            for place, (said, column, is_figure) in enumerate(
                zip(values, sheet.columns, figures, strict=True)
            )
        ]

    rows = [in_words(words.row(row, sheet.columns)) for row in passing]
    return ShownSheet(
        title=sheet.title,
        subtitles=sheet.subtitles,
        headings=in_words([column.title for column in sheet.columns]),
        rows=rows,
        total=in_words(words.row(passing.total, sheet.columns)) if passing.total else [],
        notes=sheet.notes,
        heading=sheet.heading,
        place_and_day=sheet.place_and_day,
        left=sheet.left,
        right=sheet.right,
    )
