"""One row a course as one assignment gave it: what offices call a class."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.assignments.models import Assignment
from courses.catalogue.models import CoursePage
from tracking.counting.queries import Figures, State, counted, figures_of, in_state
from tracking.layouts.ground import Columns, Ground, Line, Lines
from tracking.layouts.terms import FIGURE_TERMS, Term, Terms
from tracking.reports.writing.sheets import Kind, Value

_GOOD, _FAIR = Decimal(8), Decimal(7)
"""From which marks on a result is called so; below the second it is average."""
_GRADES = {
    "good": Q(mark__gte=_GOOD),
    "fair": Q(mark__gte=_FAIR, mark__lt=_GOOD),
    "average": Q(mark__lt=_FAIR),
    "unmarked": Q(mark__isnull=True),
}


@dataclass(frozen=True, slots=True)
class Class:
    """A course, the assignment that gave it, and how far those are who owe it by that."""

    title: str
    began: date | None
    due: date | None
    figures: Figures
    grades: dict[str, int]
    key: str = ""


def _of_figures(term: Term[Figures]) -> Term[Class]:
    def value(one: Class) -> Value:
        return term.value(one.figures)

    return Term(term.title, value, term.rule, term.kind, term.width, term.is_summed, term.places)


def _grade(key: str, title: Any, rule: Any) -> Term[Class]:
    return Term(title, lambda one: one.grades[key], rule, Kind.NUMBER, 8, is_summed=True)


TERMS: Terms[Class] = {
    "course": Term(_("Class"), lambda one: one.title, width=30),
    "began": Term(
        pgettext_lazy("column of a report", "Opened"),
        lambda one: one.began,
        _("the day from which it was assigned."),
        Kind.DAY,
        11,
    ),
    "due": Term(
        pgettext_lazy("column of a report", "Closed"),
        lambda one: one.due,
        _("the due date of the assignment."),
        Kind.DAY,
        11,
    ),
    **{key: _of_figures(term) for key, term in FIGURE_TERMS.items()},
    "good": _grade("good", _("Good"), _("finished with a mark from 8.0 on.")),
    "fair": _grade("fair", _("Fair"), _("finished with a mark from 7.0 to below 8.0.")),
    "average": _grade("average", _("Average"), _("finished with a mark below 7.0.")),
    "unmarked": _grade("unmarked", _("Without a mark"), _("finished a course that gives no mark.")),
}
_ADDED_UP = [term for key, term in TERMS.items() if key not in {"course", "began", "due"}]


def lines(ground: Ground, columns: Columns) -> Lines:
    whole = figures_of([ground.unit], ground.question)[ground.unit.path]
    classes = _classes(ground)

    def rows(start: int, stop: int | None) -> Iterator[Line]:
        for one in islice(classes, start, stop):
            yield Line(one.key, [term.value(one) for term in columns], one.figures)

    grades = {key: sum(one.grades[key] for one in classes) for key in _GRADES}
    together = Class("", None, None, whole, grades)
    total = [term.value(together) if term in _ADDED_UP else None for term in columns]
    return Lines(len(classes), rows, total, whole)


def _classes(ground: Ground) -> list[Class]:
    by = ("course", "assignment")
    figures = dict(counted(ground.obligations(), by, ground.on))
    grades = _grades(ground, by)
    titles = dict(CoursePage.objects.filter(pk__in={key[0] for key in figures}).values_list("pk", "title"))
    assignments = Assignment.objects.in_bulk({key[1] for key in figures})
    found = [
        Class(
            title=titles[course],
            began=assignments[assignment].began,
            due=assignments[assignment].due,
            figures=figures[course, assignment],
            grades=grades[course, assignment],
            key=f"{course}-{assignments[assignment].public_id}",
        )
        for course, assignment in figures
    ]
    return sorted(found, key=lambda one: (one.title, one.began or date.min, one.key))


def _grades(ground: Ground, by: tuple[str, str]) -> dict[tuple[int, int], dict[str, int]]:
    finished = in_state(State.FINISHED, ground.on)
    counts = {f"count_of_{key}": Count("pk", filter=finished & fits) for key, fits in _GRADES.items()}
    rows = ground.obligations().order_by().values(*by).annotate(**counts).values_list(*by, *counts)
    return {
        (course, assignment): dict(zip(_GRADES, found, strict=True)) for course, assignment, *found in rows
    }
