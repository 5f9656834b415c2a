"""Assigning, changing one's mind, exempting; what people owe follows by `settling`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from common.chunks import chunks
from courses.assignments.models import Assignment, Exemption, Programme, ProgrammeCourse
from courses.assignments.queries import courses_bound_by, courses_of_assignments, people_concerned_by
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
def make_programme(
    *,
    title: str,
    courses: Sequence[CoursePage],
    organisation: Organisation | None = None,
    by: User | None = None,
    key: UUID | None = None,
    is_sample: bool = False,
) -> Programme:
    """Several courses under one title, to be learnt in this order; `key` as for an assignment.

    Raises NothingAssigned.
    """
    if not courses:
        raise NothingAssigned
    programme, is_new = Programme.objects.get_or_create(
        public_id=key or uuid4(),
        defaults={"title": title, "organisation": organisation, "is_sample": is_sample},
    )
    if is_new:
        _place_courses(programme, courses)
        log(instance=programme, action="courses.make_programme", user=by)
    return programme


@transaction.atomic
def change_programme(
    *, programme: Programme, title: str, courses: Sequence[CoursePage], by: User | None, now: datetime
) -> list[Assignment]:
    """Give it another title, or other courses; returns the assignments that are to be settled after it.

    Raises NothingAssigned.
    """
    if not courses:
        raise NothingAssigned
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    before = list(held.places.select_related("course"))
    told = _differences(
        title=(held.title, title),
        courses=(", ".join(one.course.title for one in before), ", ".join(one.title for one in courses)),
    )
    programme.title = title
    programme.save(update_fields=["title"])
    held.places.all().delete()
    _place_courses(programme, courses)
    log(instance=programme, action="courses.change_programme", user=by, data={"changed": told})
    if {one.course_id for one in before} == {one.pk for one in courses}:
        return []
    programme.assignments.update(unsettled_since=now)
    return list(programme.assignments.all())


def _place_courses(programme: Programme, courses: Sequence[CoursePage]) -> None:
    ProgrammeCourse.objects.bulk_create(
        ProgrammeCourse(programme=programme, course=course, number=number)
        for number, course in enumerate(courses, start=1)
    )


def _differences(**fields: tuple[Any, Any]) -> dict[str, list[str]]:
    """What the log keeps of a change: before and after, of each field that is another."""
    return {name: [_text(one) for one in pair] for name, pair in fields.items() if pair[0] != pair[1]}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, list) else str(value)


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
    key: UUID | None = None,
) -> Assignment:
    """Enter that whoever holds one of `posts` within `organisation` is to learn something.

    Whom it concerns is settled by `settle_assignment`, here or in the background. `key` is the form's own:
    sent twice, it assigns once. Raises NothingAssigned.
    """
    if not posts:
        raise NothingAssigned
    assignment, is_new = Assignment.objects.get_or_create(
        public_id=key or uuid4(),
        defaults={
            "course": what if isinstance(what, CoursePage) else None,
            "programme": what if isinstance(what, Programme) else None,
            "organisation": organisation,
            "posts": sorted(posts),
            "decision": decision,
            "note": note,
            "made_by": by,
            "made_at": now,
            "unsettled_since": now,
            **{name: getattr(terms, name) for name in Terms.__slots__},
        },
    )
    if is_new:
        log(instance=assignment, action="courses.assign", user=by)
    return assignment


def settle_assignment(*, assignment: Assignment, today: date) -> int:
    """Let everybody whom an assignment means, or meant, owe what follows; returns how many rows changed.

    In pieces, each a transaction of its own: learners go on learning meanwhile.
    """
    asked = Assignment.objects.values_list("unsettled_since", flat=True).get(pk=assignment.pk)
    courses = {*courses_of_assignments([assignment])[assignment.pk], *courses_bound_by(assignment)}
    concerned = sorted(people_concerned_by(assignment))
    changed = sum(settle(people=chunk, courses=courses, today=today) for chunk in chunks(concerned))
    # Where it was changed again meanwhile, it is settled again.
    Assignment.objects.filter(pk=assignment.pk, unsettled_since=asked).update(unsettled_since=None)
    return changed


@transaction.atomic
def change_assignment(*, assignment: Assignment, by: User | None, **changed: Any) -> None:
    """Change due date, posts, validity; what they were goes into the log. Settled after it, as when made."""
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    told = _differences(**{name: (getattr(held, name), value) for name, value in changed.items()})
    if not told:
        return
    for name, value in {**changed, "unsettled_since": timezone.now()}.items():
        setattr(assignment, name, value)
    assignment.save(update_fields=[*changed, "unsettled_since"])
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
    assignment.unsettled_since = timezone.now()
    assignment.save(update_fields=["ended", "unsettled_since"])
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
