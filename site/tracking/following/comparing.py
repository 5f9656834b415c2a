"""Units beside one another, and a unit over time: every chart with the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.charts import Bar, Point, Tone, bars, line
from tracking.following.columns import Row
from tracking.following.forms import Asked
from tracking.following.models import Ranking
from tracking.following.rules import Standing, beside
from tracking.following.words import count, percent, unit_address

MOST_BARS = 40
"""More units than these are told by the table alone."""


@dataclass(frozen=True, slots=True)
class Month:
    """How many had finished by the end of a month."""

    label: str
    finished: str
    share: str


@dataclass(frozen=True, slots=True)
class OverTime:
    chart: SafeString
    months: list[Month]


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit beside the mean, or, where units are ranked, beside the target."""

    name: str
    address: str
    share: str
    owed: str
    beside: str
    icon: str
    on_time: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`mean` is the share of all of them together. `target` is given where units are ranked."""

    chart: SafeString
    units: list[Compared]
    mean: str
    target: str


def over_time(ends: Sequence[date], finished: Sequence[int], owed: int) -> OverTime:
    shares = [number / owed if owed else None for number in finished]
    points = [
        Point(date_format(end, "YEAR_MONTH_FORMAT"), share, percent(share))
        for end, share in zip(ends, shares, strict=True)
    ]
    title = _("Share finished, by month")
    said = _("From %(first)s to %(last)s.") % {"first": points[0].said, "last": points[-1].said}
    months = [
        Month(point.label, count(number), point.said) for point, number in zip(points, finished, strict=True)
    ]
    return OverTime(_drawn(line("theo-thang", title, said, points)), months)


def comparison_of(
    rows: Sequence[Row], mean: float | None, asked: Asked, ranking: Ranking | None
) -> Comparison:
    """By name; where units are ranked, by their rate against the target, equal ones by name."""
    shown = [row for row in rows if row.figures.owed]
    target = ranking.target_percent / 100 if ranking else None
    if target is not None:
        shown.sort(key=lambda row: -(row.figures.share_finished or 0))
    measure = mean if target is None else target
    drawn = [
        Bar(row.name, row.figures.share_finished or 0, percent(row.figures.share_finished), Tone.GOOD)
        for row in shown
    ]
    said = _("All together %(mean)s.") % {"mean": percent(mean)}
    chart = bars("don-vi", _("Share finished, unit by unit"), said, drawn) if len(drawn) <= MOST_BARS else ""
    return Comparison(
        chart=_drawn(chart),
        units=[_compared(row, measure or 0, asked, is_ranked=target is not None) for row in shown],
        mean=percent(mean),
        target="" if target is None else percent(target),
    )


def _compared(row: Row, measure: float, asked: Asked, *, is_ranked: bool) -> Compared:
    share = row.figures.share_finished or 0
    standing = beside(share, measure)
    points = {"points": number_format(abs(round(100 * (share - measure))), 0)}
    if standing is Standing.LEVEL:
        said = _("reaches the target") if is_ranked else _("level with all together")
    elif standing is Standing.ABOVE:
        said = (
            _("%(points)s points above the target") if is_ranked else _("%(points)s points above")
        ) % points
    else:
        said = (_("%(points)s points to the target") if is_ranked else _("%(points)s points below")) % points
    return Compared(
        name=row.name,
        address="" if row.is_own else unit_address(row.organisation, asked),
        share=percent(share),
        owed=count(row.figures.owed),
        beside=said,
        icon={Standing.ABOVE: "up", Standing.BELOW: "down", Standing.LEVEL: ""}[standing],
        on_time=percent(row.figures.share_on_time),
    )


def _drawn(chart: str) -> SafeString:
    return mark_safe(chart)  # noqa: S308  (common.charts escapes every word)
