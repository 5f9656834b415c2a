"""Two practices side by side: a row for each thing that either says."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from practices.exemplars.content import Result, Step, Told, told_in
from practices.exemplars.models import Practice


@dataclass(frozen=True, slots=True)
class Row:
    """One thing, and what the first and the second practice say of it, a line each."""

    label: str
    first: list[str]
    second: list[str]
    is_numbered: bool = False

    @property
    def both(self) -> tuple[list[str], list[str]]:
        return self.first, self.second


def rows_of(first: Practice, second: Practice) -> list[Row]:
    """In the order of a practice's page; what neither says is left out."""
    pairs = zip(_said(first), _said(second), strict=True)
    rows = [Row(label, a, b, is_numbered) for (label, a, is_numbered), (_label, b, _numbered) in pairs]
    return [row for row in rows if row.first or row.second]


def _said(practice: Practice) -> Iterator[tuple[str, list[str], bool]]:
    told = told_in(practice.content)
    yield _("What it is"), [practice.get_kind_display().capitalize()], False
    yield _("Whose"), _one(practice.held_by), False
    yield _("Where it comes from"), [practice.get_provenance_display()], False
    yield _("Recognition"), [recognition_of(practice, told)], False
    yield _("In short"), _one(practice.summary), False
    yield _("What was wrong before"), _one(told.problem), False
    yield _("Where and under what conditions"), _one(told.context), False
    yield _("Which cells it fits"), [*_one(told.fits), *told.cell_types], False
    yield _("Helps with"), [title for _code, title in told.topics], False
    yield _("How it is done"), [step_in_words(step) for step in told.steps], True
    yield _("What came of it"), [result_in_words(result) for result in told.results], False
    yield _("Lessons learned"), list(told.lessons_learned), False
    yield _("When not to apply it"), list(told.limits), False
    yield _("Applied by cells"), applied_in_words(practice), False
    yield _("Still to be added"), list(told.to_complete), False


def _one(text: str) -> list[str]:
    return [text] if text else []


def recognition_of(practice: Practice, told: Told) -> str:
    """The level with the decision it rests on."""
    parts = [str(practice.get_recognition_display()), told.decision]
    if told.recognised_on:
        parts.append(date_format(told.recognised_on, "SHORT_DATE_FORMAT"))
    return ", ".join(part for part in parts if part)


def step_in_words(step: Step) -> str:
    about = " · ".join(part for part in (step.who, step.duration) if part)
    return f"{step.text} ({about})" if about else step.text


def result_in_words(result: Result) -> str:
    figures = " → ".join(part for part in (result.before, result.after) if part)
    day = date_format(result.measured_on, "SHORT_DATE_FORMAT") if result.measured_on else ""
    return " · ".join(part for part in (result.text, figures, day) if part)


def applied_in_words(practice: Practice) -> list[str]:
    """How many cells stand where; nothing where no cell has applied it."""
    counts = (
        (_("planned: %(count)s"), practice.planned_count),
        (_("tried: %(count)s"), practice.tried_count),
        (_("kept: %(count)s"), practice.kept_count),
        (_("kept, with changes: %(count)s"), practice.changed_count),
        (_("stopped: %(count)s"), practice.stopped_count),
    )
    return [words % {"count": count} for words, count in counts if count]
