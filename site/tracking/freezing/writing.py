"""A report as plain data that stays, and the very same sheet from it."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from common.digests import canonical, digest_of
from tracking.freezing.models import Freeze
from tracking.freezing.rules import Counted, Row
from tracking.layouts.asking import Asked, asked_in
from tracking.layouts.given import Layout
from tracking.layouts.ground import Line, Which
from tracking.layouts.making import Made
from tracking.layouts.rules import RowsOf
from tracking.reports.writing.sheets import (
    Column,
    Heading,
    Kind,
    Sheet,
    Signer,
    Value,
    label_place,
)

FORM = 1
"""Of the content: raised when its shape changes, so that an older one can still be read."""
_PLACES = 6


def content_of(made: Made) -> str:
    """Everything that the report says, as canonical text."""
    sheet = made.sheet()
    return canonical(
        {
            "form": FORM,
            "unit": {"id": str(made.ground.unit.organisation.public_id), "name": made.ground.unit.name},
            "layout": made.layout.key,
            "rows": made.layout.rows,
            "which": made.layout.which,
            "terms": list(made.layout.columns),
            "remarks": [str(remark) for remark in made.layout.remarks],
            "asked": made.asked.plain(),
            "on": made.ground.on.isoformat(),
            "frozen_at": made.now.astimezone(UTC).isoformat(timespec="seconds"),
            "file_name": sheet.file_name,
            "title": sheet.title,
            "subtitles": list(sheet.subtitles),
            "notes": list(sheet.notes),
            "heading": asdict(sheet.heading) if sheet.heading else None,
            "columns": [asdict(column) for column in sheet.columns],
            "lines": [_plain_line(line) for line in made.all_lines()],
            "total": _plain(sheet.total),
        }
    )


def series_of(made: Made) -> str:
    """A fingerprint of what was asked but for the day and the period."""
    asked = {
        name: value for name, value in made.asked.plain().items() if name not in {"on", "period", "unit"}
    }
    unit = str(made.ground.unit.organisation.public_id)
    return digest_of([made.layout.key, made.layout.rows, made.layout.which, unit, asked])


def _plain_line(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "values": _plain(line.values),
        "figures": asdict(line.figures) if line.figures else None,
    }


def _plain(values: Any) -> list[Any]:
    return [_plain_value(value) for value in values]


def _plain_value(value: Value) -> Any:
    """Days are told from texts; fractions end where every machine writes them alike."""
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return round(value, _PLACES) if isinstance(value, float) else value


def _value(plain: Any) -> Value:
    if isinstance(plain, dict):
        return date.fromisoformat(plain["day"])
    read: Value = plain
    return read


def sheet_of(freeze: Freeze) -> Sheet:
    """The sheet as it was frozen, with who signed it."""
    told = freeze.told
    heading = told["heading"]
    return Sheet(
        file_name=f"{told['file_name']} {_('frozen')}",
        title=told["title"],
        columns=tuple(_column(column) for column in told["columns"]),
        rows=[[_value(value) for value in line["values"]] for line in told["lines"]],
        subtitles=(*told["subtitles"], frozen_said(freeze)),
        total=tuple(_value(value) for value in told["total"]),
        total_label=_("Total"),
        notes=(*told["notes"], _("SHA-256 of what was frozen: %(hash)s") % {"hash": freeze.sha256}),
        heading=Heading(**heading | {"above": tuple(heading["above"])}) if heading else None,
        place_and_day=date_format(localdate(freeze.frozen_at), "SHORT_DATE_FORMAT"),
        left=Signer((_("FROZEN BY"),), _name(freeze.frozen_by)),
        right=Signer((freeze.signed_as.upper() or _("NOT SIGNED YET"),), _name(freeze.signed_by)),
    )


def frozen_said(freeze: Freeze) -> str:
    words = {"on": f"{freeze.on:%d/%m/%Y}", "at": f"{localdate(freeze.frozen_at):%d/%m/%Y}"}
    return _("Frozen on %(at)s as of %(on)s") % words


def _column(kept: dict[str, Any]) -> Column:
    return Column(**kept | {"kind": Kind(kept["kind"])})


def _name(account: Any) -> str:
    return account.get_full_name() if account else ""


def rows_in(freeze: Freeze) -> Iterator[Row]:
    """Its rows as they can be set beside others."""
    told = freeze.told
    name = label_place([_column(column) for column in told["columns"]])
    for line in told["lines"]:
        figures = line["figures"]
        if figures:
            counted = Counted(figures["owed"], figures["finished"], figures["late"])
            yield Row(line["key"], str(line["values"][name]), counted)


def layout_of(freeze: Freeze) -> Layout:
    """The layout as it was when it was frozen, to ask the same once more."""
    told = freeze.told
    return Layout(
        key=told["layout"],
        title=told["title"],
        rows=RowsOf(told["rows"]),
        columns=tuple(told["terms"]),
        which=Which(told["which"]),
        remarks=tuple(told["remarks"]),
    )


def asked_again(freeze: Freeze) -> Asked:
    """What was asked, as of the same day."""
    told = freeze.told
    return asked_in({**told["asked"], "period": "", "on": told["on"], "unit": told["unit"]["id"]})
