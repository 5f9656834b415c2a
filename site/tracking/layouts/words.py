"""Periods and groups of people in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracking.layouts.ground import Which
from tracking.layouts.rules import Period, Relative, RowsOf

WHICH: Mapping[Which, Promise] = {
    Which.OWED: gettext_lazy("everybody who owes the course"),
    Which.UNFINISHED: gettext_lazy("who have not finished"),
    Which.NOT_STARTED: gettext_lazy("who have not begun"),
    Which.UNDER_WAY: gettext_lazy("who are learning"),
    Which.LATE: gettext_lazy("who are overdue"),
    Which.NOT_PASSED: gettext_lazy("who have not passed"),
    Which.FINISHED: gettext_lazy("who have finished"),
    Which.FINISHED_LATE: gettext_lazy("who finished late"),
    Which.CERTIFIED: gettext_lazy("who hold a certificate"),
}

ROWS: Mapping[RowsOf, Promise] = {
    RowsOf.UNITS: gettext_lazy("one row a unit beneath"),
    RowsOf.PEOPLE: gettext_lazy("one row a person and course"),
    RowsOf.CLASSES: gettext_lazy("one row a course and class"),
}
"""Those that a layout of one's own may have."""

RELATIVE: Mapping[Relative, Promise] = {
    Relative.LAST_MONTH: gettext_lazy("the month before"),
    Relative.LAST_QUARTER: gettext_lazy("the quarter before"),
    Relative.LAST_HALF: gettext_lazy("the half-year before"),
    Relative.LAST_YEAR: gettext_lazy("the year before"),
}


def period_said(period: Period) -> str:
    named = {"number": period.number, "year": period.year}
    match period.months:
        case 1:
            return _("Month %(number)d of %(year)d") % named
        case 3:
            return _("Quarter %(number)d of %(year)d") % named
        case 6:
            half = _("First half of %(year)d") if period.number == 1 else _("Second half of %(year)d")
            return half % named
    return _("Year %(year)d") % named
