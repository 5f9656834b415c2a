"""Assigning on somebody's own authority: entered once, and settled at once or behind the page."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.assignments import actions
from courses.assignments.actions import AssignmentRefusal, Terms
from courses.assignments.models import Assignment, Exemption, Programme
from courses.assignments.tasks import settle_soon
from courses.catalogue.models import CoursePage
from organisations.people.models import Person
from organisations.tree.models import Organisation
from tracking.assigning.queries import exemption_of


class ExemptAlready(AssignmentRefusal):
    """Somebody who is let off is not let off again."""


def assign(
    *,
    key: UUID,
    what: CoursePage | Programme,
    organisation: Organisation,
    posts: Sequence[str],
    terms: Terms,
    decision: str,
    note: str,
    by: User,
    now: datetime,
) -> Assignment:
    """Assign, and let people owe what follows; sent twice with one `key` it is one assignment."""
    assignment = actions.make_assignment(
        what=what,
        organisation=organisation,
        posts=posts,
        terms=terms,
        by=by,
        now=now,
        decision=decision,
        note=note,
        key=key,
    )
    _settle([assignment], now)
    return assignment


def change(*, assignment: Assignment, changed: dict[str, Any], by: User, now: datetime) -> None:
    """Change what an assignment says; people owe what follows from it."""
    actions.change_assignment(assignment=assignment, by=by, **changed)
    _settle([assignment], now)


def withdraw(*, assignment: Assignment, on: date, by: User, now: datetime) -> None:
    """From a day on nobody owes it any more. Raises WithdrawnAlready, EndsBeforeItBegins."""
    actions.withdraw_assignment(assignment=assignment, on=on, by=by)
    _settle([assignment], now)


@transaction.atomic
def exempt_from(
    *,
    assignment: Assignment,
    person: Person,
    began: date,
    ended: date | None,
    reason: str,
    by: User,
    now: datetime,
) -> Exemption:
    """Let somebody off. Raises ExemptAlready."""
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if exemption_of(held, person, timezone.localdate(now)):
        raise ExemptAlready
    return actions.exempt(
        assignment=assignment, person=person, began=began, ended=ended, reason=reason, by=by, now=now
    )


def draw_up(
    *, key: UUID, title: str, courses: Sequence[CoursePage], organisation: Organisation, by: User
) -> Programme:
    """A programme of an organisation; sent twice with one `key` it is one programme."""
    return actions.make_programme(title=title, courses=courses, organisation=organisation, by=by, key=key)


def redraw(
    *, programme: Programme, title: str, courses: Sequence[CoursePage], by: User, now: datetime
) -> None:
    """Change a programme; where it is assigned, people owe what it holds now."""
    to_settle = actions.change_programme(programme=programme, title=title, courses=courses, by=by, now=now)
    _settle(to_settle, now)


def _settle(assignments: Sequence[Assignment], now: datetime) -> None:
    for assignment in assignments:
        settle_soon(assignment=assignment, today=timezone.localdate(now))
        assignment.refresh_from_db(fields=["unsettled_since"])
