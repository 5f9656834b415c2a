"""One row a unit directly beneath, with all that lies within it; together they are the unit's own figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from organisations.tree.models import Standing
from organisations.tree.queries import standings_on
from tracking.counting.queries import NOTHING, Figures, figures_of
from tracking.layouts.ground import Columns, Ground, Line, Lines
from tracking.layouts.terms import FIGURE_TERMS, Term, Terms
from tracking.reports.writing.sheets import Kind, Value


@dataclass(frozen=True, slots=True)
class Unit:
    """What a row is about: its place among them, name, key and figures."""

    number: int
    name: str
    key: str
    figures: Figures


def _of_figures(term: Term[Figures]) -> Term[Unit]:
    def value(unit: Unit) -> Value:
        return term.value(unit.figures)

    return Term(term.title, value, term.rule, term.kind, term.width, term.is_summed, term.places)


TERMS: Terms[Unit] = {
    "number": Term(
        pgettext_lazy("column of a report", "No."), lambda unit: unit.number, kind=Kind.NUMBER, width=5
    ),
    "unit": Term(gettext_lazy("Unit"), lambda unit: unit.name, width=30),
    **{key: _of_figures(term) for key, term in FIGURE_TERMS.items()},
}


def lines(ground: Ground, columns: Columns) -> Lines:
    whole = figures_of([ground.unit], ground.question)[ground.unit.path]
    units = [*_beneath(ground, whole)]

    def rows(start: int, stop: int | None) -> Iterator[Line]:
        for unit in islice(units, start, stop):
            yield Line(unit.key, [term.value(unit) for term in columns], unit.figures)

    together = Unit(0, "", "", whole)
    total = [term.value(together) if term in _FIGURES else None for term in columns]
    return Lines(len(units), rows, total, whole)


_FIGURES = [TERMS[key] for key in FIGURE_TERMS]


def _beneath(ground: Ground, whole: Figures) -> Iterator[Unit]:
    """The units beneath, and what is owed in the unit itself, where anything is."""
    standings = standings_on(ground.on).filter(parent=ground.unit.organisation_id, is_open=True)
    found = list(standings.order_by("organisation__name_key", "pk"))
    figures = figures_of(found, ground.question)
    for number, standing in enumerate(found, start=1):
        yield _unit(number, standing.name, standing, figures[standing.path])
    own = whole - sum(figures.values(), NOTHING)
    if own != NOTHING or not found:
        name = _("%(unit)s itself") % {"unit": ground.unit.name} if found else ground.unit.name
        yield _unit(len(found) + 1, name, ground.unit, own)


def _unit(number: int, name: str, standing: Standing, figures: Figures) -> Unit:
    return Unit(number, name, str(standing.organisation.public_id), figures)
