"""One row a person and course: who stands behind a figure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.progress.models import CourseProgress
from organisations.appointments.models import Appointment
from organisations.oversight.actions import record_readings
from organisations.tree.models import Standing
from organisations.tree.queries import in_force
from organisations.tree.rules import lies_within
from tracking.layouts.ground import Columns, Ground, Line, Lines
from tracking.layouts.terms import Term, Terms
from tracking.reports.writing.sheets import Kind

AT_A_TIME = 2000
_COLUMNS = (
    "person_id",
    "person__full_name",
    "person__public_id",
    "post",
    "organisation_id",
    "course_id",
    "course__title",
    "due",
    "finished_on",
    "mark",
)


@dataclass(frozen=True, slots=True)
class Learning:
    """A person and a course that she owes."""

    number: int
    name: str
    post: str
    cell: str
    committee: str
    course: str
    percent: float | None
    last: date | None
    due: date | None
    finished_on: date | None
    mark: Decimal | None


TERMS: Terms[Learning] = {
    "number": Term(
        pgettext_lazy("column of a report", "No."), lambda one: one.number, kind=Kind.NUMBER, width=5
    ),
    "name": Term(_("Full name"), lambda one: one.name, width=22),
    "post": Term(_("Post"), lambda one: one.post, width=12),
    "cell": Term(_("Cell"), lambda one: one.cell, width=22),
    "committee": Term(_("Committee"), lambda one: one.committee, width=20),
    "course": Term(_("Course"), lambda one: one.course, width=24),
    "percent": Term(
        _("Progress"),
        lambda one: one.percent,
        _("lessons finished, divided by lessons of the course; as it stands when the report is made."),
        Kind.SHARE,
        9,
        places=0,
    ),
    "last": Term(
        _("Last learnt"),
        lambda one: one.last,
        _("the last day on which a lesson of the course was opened; as it stands when the report is made."),
        Kind.DAY,
        11,
    ),
    "due": Term(_("Due"), lambda one: one.due, kind=Kind.DAY, width=11),
    "finished_on": Term(_("Finished on"), lambda one: one.finished_on, kind=Kind.DAY, width=11),
    "mark": Term(
        _("Mark"),
        lambda one: None if one.mark is None else float(one.mark),
        _("from 0 to 10; as it stands when the report is made."),
        Kind.NUMBER,
        7,
        places=2,
    ),
}


def lines(ground: Ground, columns: Columns) -> Lines:
    """Whoever is named has been read: the log says so, row by row as they go out."""

    def rows(start: int, stop: int | None) -> Iterator[Line]:
        owed = ground.obligations().order_by("path", "person__name_key", "course", "pk")
        number = start
        while stop is None or number < stop:
            end = number + AT_A_TIME if stop is None else min(stop, number + AT_A_TIME)
            found = list(owed[number:end].values_list(*_COLUMNS))
            yield from _told(ground, columns, found, number)
            number += len(found)
            if len(found) < AT_A_TIME:
                return

    return Lines(ground.obligations().count(), rows)


def _told(ground: Ground, columns: Columns, found: list[Any], number: int) -> Iterator[Line]:
    people = {row[0] for row in found}
    record_readings(reader=ground.viewer, people=sorted(people), screen="report", now=ground.now)
    names = _names({row[4] for row in found}, ground)
    progress = _progress(people, {row[5] for row in found})
    posts = {value: str(label) for value, label in Appointment.Post.choices}
    for place, row in enumerate(found, start=number + 1):
        person, name, public_id, post, organisation, course, title, due, finished_on, mark = row
        percent, last = progress.get((person, course), (None, None))
        cell, committee = names.get(organisation, ("", ""))
        learning = Learning(
            place, name, posts[post], cell, committee, title, percent, last, due, finished_on, mark
        )
        yield Line(f"{public_id}-{course}", [term.value(learning) for term in columns])


def _names(organisations: Collection[int], ground: Ground) -> dict[int, tuple[str, str]]:
    """What organisations and those above them were called on the day; those out of sight are not told."""
    stood = Standing.objects.filter(in_force(ground.on))
    own = stood.filter(organisation__in=organisations).values_list("organisation", "name", "parent", "path")
    rows = list(own)
    above = stood.filter(organisation__in={parent for _pk, _name, parent, _path in rows if parent})
    named = {
        pk: name
        for pk, name, path in above.values_list("organisation", "name", "path")
        if any(lies_within(path, place) for place in ground.places)
    }
    return {pk: (name, named.get(parent or 0, "")) for pk, name, parent, _path in rows}


def _progress(
    people: Collection[int], courses: Collection[int]
) -> dict[tuple[int, int], tuple[float | None, date | None]]:
    rows = CourseProgress.objects.filter(enrolment__learner__in=people, enrolment__course__in=courses)
    columns = ("enrolment__learner", "enrolment__course", "lessons_done", "lessons_total", "last_at")
    return {
        (person, course): (done / total if total else None, timezone.localdate(at) if at else None)
        for person, course, done, total, at in rows.values_list(*columns)
    }
