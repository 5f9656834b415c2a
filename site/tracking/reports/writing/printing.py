"""A sheet on A4 paper, as PDF with its fonts within. What is printed never passes through markup."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from tracking.reports.writing.saying import Saying
from tracking.reports.writing.sheets import Kind, Passing, Sheet

TEMPLATE = Path(__file__).with_name("sheet.typ")
TAGGED_ROWS = 500
"""Up to so many rows a paper can be listened to; the tags of a longer one weigh more than all the rest."""
_ALIGNS = {Kind.TEXT: "left", Kind.DAY: "center"}
_ROOM, _LANDSCAPE_ROOM = 17.5, 26.7
"""Centimetres between the margins that the template sets."""


def pdf_pieces(sheet: Sheet) -> Iterator[bytes]:
    """The whole file in one piece: a page tells how many there are."""
    passing = Passing(sheet)
    saying = Saying()
    rows = [saying.row(row, sheet.columns) for row in passing]
    total = passing.total and saying.row(passing.total, sheet.columns)
    content = _content(sheet) | {"rows": rows, "total": total}
    compiler = typst.Compiler(
        TEMPLATE, ignore_system_fonts=True, sys_inputs={"content": json.dumps(content, ensure_ascii=False)}
    )
    yield _printed(compiler, is_tagged=passing.count <= TAGGED_ROWS)


def _printed(compiler: typst.Compiler, *, is_tagged: bool) -> bytes:
    """Fit for an archive, unless somebody typed a letter that no font of ours has: a box stands for it."""
    try:
        printed: Any = compiler.compile(pdf_standards="a-2u", pdf_tags=is_tagged)
    except typst.TypstError:
        printed = compiler.compile(pdf_tags=is_tagged)
    return bytes(printed)


def _content(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "subtitles": sheet.subtitles,
        "headings": [column.title for column in sheet.columns],
        "widths": [column.width for column in sheet.columns],
        "aligns": [_ALIGNS.get(column.kind, "right") for column in sheet.columns],
        "size": sheet.letter_size(_LANDSCAPE_ROOM if sheet.is_landscape else _ROOM),
        "is_landscape": sheet.is_landscape,
        "heading": sheet.heading and asdict(sheet.heading),
        "place_and_day": sheet.place_and_day,
        "day_below": sheet.heading is None and bool(sheet.place_and_day),
        "left": sheet.left and asdict(sheet.left),
        "right": sheet.right and asdict(sheet.right),
        "notes": sheet.notes,
        "footer": " · ".join((sheet.title, *sheet.subtitles[-1:])),
        "words": {"page": _("Page"), "notes": _("How the figures are made")},
    }
