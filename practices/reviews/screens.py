"""Results by criterion as a chart with a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.charts import Bar, bars
from practices.reviews.rules import CriterionResult, Results

MOST_LETTERS = 32
"""Of a label above its bar, beside its number, on a telephone; the table has the whole of it."""


@dataclass(frozen=True, slots=True)
class ResultsScreen:
    """The chart, the rows of its table, and what they come to; the spread is told to hosts alone."""

    results: Results
    chart: SafeString
    rows: Sequence[CriterionResult]
    names_spread: bool


def results_on_screen(results: Results, *, names_spread: bool) -> ResultsScreen:
    judged = [one for one in results.criteria if one.mean is not None]
    drawn = bars(
        "results",
        _("Points by criterion"),
        _("The mean share of its points that each criterion was given; the numbers stand in the table."),
        [Bar(_short(one.title), (one.mean or 0) / 100, f"{one.mean}%") for one in judged],
    )
    chart = mark_safe(drawn) if judged else SafeString()  # noqa: S308  (drawn and escaped by common.charts)
    return ResultsScreen(results, chart, results.criteria, names_spread)


def _short(title: str) -> str:
    return title if len(title) <= MOST_LETTERS else title[:MOST_LETTERS].rpartition(" ")[0] + "…"
