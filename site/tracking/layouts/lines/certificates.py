"""One row a certificate that was issued within the period and holds, of whoever serves in the unit."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from courses.certificates.models import Certificate
from courses.certificates.queries import certificates_issued
from organisations.oversight.actions import record_readings
from organisations.oversight.queries import people_within
from tracking.layouts.ground import Columns, Ground, Line, Lines
from tracking.layouts.terms import Term, Terms
from tracking.reports.writing.sheets import Kind

TERMS: Terms[Certificate] = {
    "number": Term(_("Number of the certificate"), lambda one: one.number, width=22),
    "name": Term(_("Full name"), lambda one: one.holder, width=24),
    "unit": Term(_("Unit"), lambda one: one.unit, width=26),
    "course": Term(_("Course"), lambda one: one.course_title, width=30),
    "mark": Term(
        _("Mark"),
        lambda one: None if one.mark is None else float(one.mark),
        _("from 0 to 10, as printed."),
        Kind.NUMBER,
        7,
        places=2,
    ),
    "grade": Term(_("Grade"), lambda one: one.grade, width=12),
    "issued_on": Term(
        _("Issued on"),
        lambda one: one.issued_on,
        _("within the period, and not revoked since; of whoever serves in the unit on its last day."),
        Kind.DAY,
        11,
    ),
    "signer": Term(_("Signed by"), lambda one: one.printed.get("signer_name", ""), width=24),
}


def lines(ground: Ground, columns: Columns) -> Lines:
    issued = _issued(ground)

    def rows(start: int, stop: int | None) -> Iterator[Line]:
        found = list(issued[start:stop])
        people = sorted({one.learner_id for one in found})
        record_readings(reader=ground.viewer, people=people, screen="report", now=ground.now)
        for one in found:
            yield Line(str(one.public_id), [term.value(one) for term in columns])

    return Lines(issued.count(), rows)


def _issued(ground: Ground) -> QuerySet[Certificate]:
    question = ground.question
    asked = Q(post=question.post) if question.post else Q()
    if question.cell_type is not None:
        asked &= Q(organisation__cell_type=question.cell_type)
    people = people_within([ground.unit.path], on=ground.on, also=asked)
    issued = certificates_issued(people, courses=question.courses, since=ground.since, until=ground.on)
    return issued.order_by("issued_on", "number", "pk")
