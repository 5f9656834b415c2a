"""The observations of a session as a file: one row for each, numbers as numbers, for whoever holds it."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from common.csv_text import csv_lines
from practices.reviews.models import COMMITMENTS, Commitment
from practices.reviews.presenting import Sheet
from practices.reviews.rules import Criterion

Cell = str | int
_NARROW, _WIDE = 14, 40


def headings(criteria: Sequence[Criterion]) -> list[str]:
    return [
        _("Full name"),
        _("Cell or committee"),
        _("Sent on"),
        *(f"{one.title} ({one.most})" for one in criteria),
        _("Together (%)"),
        _("Is called"),
        _("What I saw"),
        _("Words that were said"),
        *(_("Commitment %(number)s") % {"number": number} for number in range(1, COMMITMENTS + 1)),
    ]


def criteria_in(sheets: Sequence[Sheet]) -> list[Criterion]:
    """Those of every rubric that was filled in, each once."""
    return list({one.code: one for sheet in sheets for one, _said in sheet.points}.values())


def cells(sheet: Sheet, criteria: Sequence[Criterion]) -> list[Cell]:
    observation = sheet.observation
    participant = observation.participant
    given = [observation.points.get(one.code) for one in criteria]
    promised = {one.number: _in_words(one) for one in sheet.commitments}
    return [
        participant.person.full_name,
        participant.organisation_name,
        date_format(timezone.localtime(observation.sent_at), "SHORT_DATETIME_FORMAT"),
        *("" if points is None else points for points in given),
        "" if sheet.percent is None else sheet.percent,
        sheet.band,
        observation.saw,
        observation.said,
        *(promised.get(number, "") for number in range(1, COMMITMENTS + 1)),
    ]


def _in_words(commitment: Commitment) -> str:
    by = date_format(commitment.by, "SHORT_DATE_FORMAT")
    said = f"{commitment.text} ({by}; {commitment.get_state_display()})"
    return f"{said}: {commitment.note}" if commitment.note else said


def sheets_as_csv(sheets: Sequence[Sheet]) -> Iterator[str]:
    criteria = criteria_in(sheets)
    return csv_lines(headings(criteria), (cells(sheet, criteria) for sheet in sheets))


def sheets_as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    criteria = criteria_in(sheets)
    book = Workbook(write_only=True)
    page = book.create_sheet(_("Observations")[:31])
    names = headings(criteria)
    for place, name in enumerate(names):
        texts = place in (0, 1) or place > len(criteria) + 4
        page.column_dimensions[_letter(place)].width = _WIDE if texts else max(_NARROW, len(name) // 2)
    page.freeze_panes = "B2"
    page.append([_cell(page, name, bold=True) for name in names])
    for sheet in sheets:
        page.append([_cell(page, value) for value in cells(sheet, criteria)])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _letter(place: int) -> str:
    first, second = divmod(place, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + second)


def _cell(page: Any, value: Cell, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(page, value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins like a formula stays a text
    if bold:
        cell.font = Font(bold=True)
    return cell
