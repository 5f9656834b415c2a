"""Typed makers of assignments and of learning."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from courses.assignments.actions import Terms, make_assignment, settle_assignment
from courses.assignments.models import Assignment, Programme
from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from courses.progress.actions import Report, record_evidence
from organisations.people.models import Person
from organisations.tree.models import Organisation
from tests.makers import edition_of, outline_for

ASSIGNED_ON = date(2026, 1, 1)


def assign(
    what: CoursePage | Programme,
    organisation: Organisation,
    *,
    posts: tuple[str, ...] = ("secretary",),
    **terms: Any,
) -> Assignment:
    """A standing rule for secretaries since the beginning of 2026, settled; `terms` as of Terms."""
    assignment = make_assignment(
        what=what,
        organisation=organisation,
        posts=posts,
        terms=Terms(**{"began": ASSIGNED_ON, **terms}),
        by=None,
        now=timezone.now(),
    )
    settle_assignment(assignment=assignment, today=timezone.localdate())
    return assignment


def start(learner: Person, course: CoursePage, on: date) -> None:
    enrol(learner=learner, edition=edition_of(course), now=_noon(on))


def finish(learner: Person, course: CoursePage, on: date, *, told: datetime | None = None) -> None:
    """Read every lesson on a day; the phone may tell of it later."""
    start(learner, course, on)
    reports = [
        Report(id=uuid4(), kind="read", lesson_id=lesson.lesson_id, happened_at=_noon(on))
        for lesson in outline_for(course).lessons
    ]
    record_evidence(learner=learner, reports=reports, now=told or _noon(on))


def _noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 5, tzinfo=UTC)
