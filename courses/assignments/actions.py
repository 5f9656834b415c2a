"""Assigning, changing one's mind, exempting; what people owe follows by `settling`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from common.chunks import chunks
from courses.assignments.models import Assignment, Exemption, Programme, ProgrammeCourse
from courses.assignments.queries import courses_of_assignments, people_meant_by
from courses.assignments.settling import settle
from courses.catalogue.models import CoursePage
from organisations.people.models import Person
from organisations.tree.models import Organisation


class AssignmentRefusal(Exception):
    """It cannot be assigned so; subclasses say why."""


class NothingAssigned(AssignmentRefusal):
    """No course, or no post, was named."""


class EndsBeforeItBegins(AssignmentRefusal):
    """It cannot be withdrawn from a day before the one on which it began."""


class WithdrawnAlready(AssignmentRefusal):
    """It has an end; it is not given another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an assignment says of days; columns of `Assignment`."""

    began: date
    due: date | None = None
    within_days: int | None = None
    is_mandatory: bool = True
    valid_months: int | None = None
    window_days: int = 60
    grace_days: int = 0


@transaction.atomic
def make_programme(*, title: str, courses: Sequence[CoursePage], is_sample: bool = False) -> Programme:
    """Several courses under one title, to be learnt in this order. Raises NothingAssigned."""
    if not courses:
        raise NothingAssigned
    programme = Programme.objects.create(title=title, is_sample=is_sample)
    ProgrammeCourse.objects.bulk_create(
        ProgrammeCourse(programme=programme, course=course, number=number)
        for number, course in enumerate(courses, start=1)
    )
    return programme


@transaction.atomic
def make_assignment(
    *,
    what: CoursePage | Programme,
    organisation: Organisation,
    posts: Collection[str],
    terms: Terms,
    by: User | None,
    now: datetime,
    decision: str = "",
    note: str = "",
) -> Assignment:
    """Enter that whoever holds one of `posts` within `organisation` is to learn something.

    Whom it concerns is settled by `settle_assignment`, here or in the background. Raises NothingAssigned.
    """
    if not posts:
        raise NothingAssigned
    assignment = Assignment.objects.create(
        course=what if isinstance(what, CoursePage) else None,
        programme=what if isinstance(what, Programme) else None,
        organisation=organisation,
        posts=sorted(posts),
        decision=decision,
        note=note,
        made_by=by,
        made_at=now,
        **{name: getattr(terms, name) for name in Terms.__slots__},
    )
    log(instance=assignment, action="courses.assign", user=by)
    return assignment


def settle_assignment(*, assignment: Assignment, today: date) -> int:
    """Let everybody whom an assignment means, or meant, owe what follows; returns how many rows changed.

    In pieces, each a transaction of its own: learners go on learning meanwhile.
    """
    courses = courses_of_assignments([assignment])[assignment.pk]
    concerned = {*people_meant_by(assignment), *_bound_by(assignment)}
    return sum(settle(people=chunk, courses=courses, today=today) for chunk in chunks(sorted(concerned)))


def _bound_by(assignment: Assignment) -> list[int]:
    return list(assignment.obligations.order_by().values_list("person", flat=True).distinct())


@transaction.atomic
def change_assignment(*, assignment: Assignment, by: User | None, **changed: Any) -> None:
    """Change due date, posts, validity; what they were goes into the log. Settled after it, as when made."""
    before = {name: getattr(assignment, name) for name in changed}
    for name, value in changed.items():
        setattr(assignment, name, value)
    assignment.save(update_fields=list(changed))
    told = {name: [str(before[name]), str(value)] for name, value in changed.items() if before[name] != value}
    log(instance=assignment, action="courses.change_assignment", user=by, data={"changed": told})


@transaction.atomic
def withdraw_assignment(*, assignment: Assignment, on: date, by: User | None) -> None:
    """From this day on nobody owes it by this assignment; what was learnt stays.

    Raises WithdrawnAlready, EndsBeforeItBegins.
    """
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if held.ended is not None:
        raise WithdrawnAlready
    if on < held.began:
        raise EndsBeforeItBegins
    assignment.ended = on
    assignment.save(update_fields=["ended"])
    log(instance=assignment, action="courses.withdraw_assignment", user=by, data={"on": str(on)})


@transaction.atomic
def exempt(
    *,
    assignment: Assignment,
    person: Person,
    began: date,
    reason: str,
    by: User | None,
    now: datetime,
    ended: date | None = None,
) -> Exemption:
    """Let somebody off what was assigned, for a reason."""
    exemption = Exemption.objects.create(
        assignment=assignment,
        person=person,
        began=began,
        ended=ended,
        reason=reason,
        made_by=by,
        made_at=now,
    )
    log(instance=assignment, action="courses.exempt", user=by, data={"person": str(person.public_id)})
    _settle_for(exemption, now)
    return exemption


@transaction.atomic
def end_exemption(*, exemption: Exemption, on: date, by: User | None, now: datetime) -> None:
    """From this day on she owes it again. Raises EndsBeforeItBegins."""
    if on < exemption.began:
        raise EndsBeforeItBegins
    exemption.ended = on
    exemption.save(update_fields=["ended"])
    data = {"person": str(exemption.person.public_id)}
    log(instance=exemption.assignment, action="courses.end_exemption", user=by, data=data)
    _settle_for(exemption, now)


def _settle_for(exemption: Exemption, now: datetime) -> None:
    courses = courses_of_assignments([exemption.assignment])[exemption.assignment_id]
    settle(people=[exemption.person_id], courses=courses, today=timezone.localdate(now))
