"""What a column says: its title, its rule in words, and its value for whatever its row is about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracking.counting.queries import Figures
from tracking.reports.writing.sheets import Column, Kind, Value

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Term(Generic[F]):
    """A word of the vocabulary of columns; names and numbers of rows need no rule."""

    title: str | Promise
    value: Callable[[F], Value]
    rule: str | Promise = ""
    kind: Kind = Kind.TEXT
    width: int = 11
    is_summed: bool = False
    places: int | None = None

    def column(self) -> Column:
        return Column(str(self.title), self.kind, self.width, self.is_summed, self.places)


Terms = Mapping[str, Term[F]]


def rules_of(terms: Iterable[Term[F]]) -> list[str]:
    """The rules of columns, as they stand below a table."""
    return [f"{term.title}: {term.rule}" for term in terms if term.rule]


def _count(title: Promise, rule: Promise, value: Callable[[Figures], int]) -> Term[Figures]:
    return Term(title, value, rule, Kind.NUMBER, 9, is_summed=True)


FIGURE_TERMS: Terms[Figures] = {
    "owed": _count(
        _("To learn"),
        _("people who owe the course on that day, by the post they hold; of several courses, each counts."),
        lambda figures: figures.owed,
    ),
    "started": _count(
        pgettext_lazy("column of a report", "Enrolled"),
        _("of these, who had enrolled by that day."),
        lambda figures: figures.started,
    ),
    "not_started": _count(_("Not begun"), _("to learn, less enrolled."), lambda figures: figures.not_started),
    "under_way": _count(
        pgettext_lazy("column of a report", "Learning"),
        _("enrolled, and not finished by that day."),
        lambda figures: figures.under_way,
    ),
    "finished": _count(
        _("Finished"), _("everything the course asks was met by that day."), lambda figures: figures.finished
    ),
    "share_finished": Term(
        _("Share finished"),
        lambda figures: figures.share_finished,
        _("finished, divided by to learn."),
        Kind.SHARE,
        10,
    ),
    "finished_late": _count(
        _("Finished late"), _("finished after the due date."), lambda figures: figures.finished_late
    ),
    "share_on_time": Term(
        _("On time"),
        lambda figures: figures.share_on_time,
        _("finished by the due date, divided by finished."),
        Kind.SHARE,
        10,
    ),
    "not_passed": _count(
        _("Not passed"),
        _("tests of the course that were not passed and not since; as it stands today."),
        lambda figures: figures.not_passed,
    ),
    "late": _count(_("Overdue"), _("due before that day, and not finished."), lambda figures: figures.late),
    "certified": _count(
        _("Certificates"),
        _("to whom a certificate of the course had been issued by that day."),
        lambda figures: figures.certified,
    ),
    "mean_mark": Term(
        _("Mean mark"),
        lambda figures: figures.mean_mark,
        _("of those who have finished and were marked; from 0 to 10."),
        Kind.NUMBER,
        8,
        places=2,
    ),
}
