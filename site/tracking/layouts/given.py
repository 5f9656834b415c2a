"""What a layout is, and the five that everybody has: the sample layouts that committees hand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracking.layouts.asking import Asked
from tracking.layouts.ground import Which
from tracking.layouts.rules import RowsOf


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows, columns and what is asked for where nothing else is; `key` is its name in addresses.

    `remarks` stand among the rules: what the sample layout has and we rightly do not keep.
    """

    key: str
    title: str | Promise
    rows: RowsOf
    columns: tuple[str, ...]
    which: Which = Which.OWED
    asked: Asked = field(default_factory=Asked)
    about: str | Promise = ""
    remarks: tuple[str | Promise, ...] = ()


_GIVEN = (
    Layout(
        "bc1",
        _("Report on the training of secretaries, deputies and committee members"),
        RowsOf.UNITS,
        (
            "number",
            "unit",
            "owed",
            "started",
            "under_way",
            "finished",
            "share_finished",
            "not_passed",
            "late",
            "certified",
            "mean_mark",
        ),
        about=_("Quarter, half-year, year; one row a unit beneath."),
    ),
    Layout(
        "bc2",
        _("List of those who have not finished"),
        RowsOf.PEOPLE,
        ("number", "name", "post", "cell", "committee", "course", "percent", "last", "due"),
        Which.UNFINISHED,
        about=_("By name, with progress and due date; to ring up and remind."),
    ),
    Layout(
        "bc3",
        _("Summary of classes and learners"),
        RowsOf.CLASSES,
        (
            "course",
            "began",
            "due",
            "owed",
            "finished",
            "good",
            "fair",
            "average",
            "unmarked",
            "not_passed",
            "certified",
        ),
        about=_("By year; one row a course and the assignment that gave it."),
        remarks=(
            _(
                "Women and ethnic minorities are not counted: the platform does not keep sex or ethnicity, "
                "since it needs neither."
            ),
        ),
    ),
    Layout(
        "bc4",
        _("Analysis of questions and weaknesses"),
        RowsOf.WEAKNESSES,
        ("weakness", "answers", "share", "lowest", "lesson"),
        about=_("By quarter; where the seven weaknesses score worst, and the lesson for each."),
        remarks=(_("Scores of scenarios by criterion are not part of this report."),),
    ),
    Layout(
        "bc5",
        _("List of certificates issued"),
        RowsOf.CERTIFICATES,
        ("number", "name", "unit", "course", "mark", "grade", "issued_on", "signer"),
        about=_("By name, within a period."),
        remarks=(_("Dates of birth are not listed: the platform does not keep them."),),
    ),
)
GIVEN: Mapping[str, Layout] = {layout.key: layout for layout in _GIVEN}
