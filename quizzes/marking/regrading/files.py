"""What a correction would change, as a file that a spreadsheet opens."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from common.csv_text import csv_lines
from quizzes.marking.numbers import tidy
from quizzes.marking.regrading.queries import NamedChange


def changes_as_csv(changes: Iterable[NamedChange]) -> Iterator[str]:
    headings = [
        _("Whose answer"),
        _("Quiz"),
        _("Handed in at"),
        _("Version asked"),
        _("Points before"),
        _("Points after"),
        _("Per cent before"),
        _("Per cent after"),
        _("Passed before"),
        _("Passed after"),
    ]
    return csv_lines(headings, (_cells(one) for one in changes))


def _cells(named: NamedChange) -> list[str]:
    change = named.change
    at = timezone.localtime(change.submitted_at) if change.submitted_at else None
    return [
        named.called,
        change.quiz,
        f"{at:%d/%m/%Y %H:%M}" if at else "",
        str(change.version),
        tidy(change.before.earned),
        tidy(change.after.earned),
        _percent(change.percent_before),
        _percent(change.percent_after),
        _("yes") if change.passed_before else _("no"),
        _("yes") if change.passed_after else _("no"),
    ]


def _percent(value: float | None) -> str:
    return "" if value is None else tidy(value)
