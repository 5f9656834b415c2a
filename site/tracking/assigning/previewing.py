"""What is shown before an assignment is made or changed: whom it means, and what follows for each of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from accounts.models import User
from courses.assignments.forecasting import (
    exempt_on,
    finishes_that_hold,
    forecast,
    owed_by_others,
    people_of,
    posts_meant,
)
from courses.assignments.models import Assignment, Exemption, Obligation
from courses.catalogue.models import CoursePage
from organisations.appointments.models import Appointment
from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import standing_of
from organisations.tree.rules import STEP
from tracking.assigning.queries import assignments_seen_by
from tracking.assigning.words import day_in_words, name_of, posts_in_words

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a small table: how many people a thing concerns."""

    label: str
    people: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a course would be for somebody; `holds` says that it is owed by this very assignment."""

    course: CoursePage
    said: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who is meant, by which posts, and what follows for her."""

    person: Person
    posts: Sequence[Appointment]
    outlooks: Sequence[Outlook]


@dataclass(frozen=True, slots=True)
class Change:
    """Of an assignment that is changed: whom it means anew, and whom no longer."""

    newly: int
    no_longer: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that is shown; counts are of people."""

    day: date
    people: int
    by_post: Sequence[Told]
    by_unit: Sequence[Told]
    finished: Sequence[Told]
    others: Sequence[Told]
    exempt: int
    change: Change | None
    page: Page[Person]
    lines: Sequence[Line]


def preview_of(
    assignment: Assignment,
    courses: Sequence[CoursePage],
    *,
    viewer: User,
    today: date,
    number: Any = 1,
    before: Assignment | None = None,
) -> Preview:
    """Look at an assignment that is not stored, or not as it is here; `before` is how it stands."""
    day = max(assignment.began, today)
    posts = posts_meant(assignment, day)
    people = people_of(posts)
    ids = [course.pk for course in courses]
    page = Paginator(people, ON_A_PAGE).get_page(number)
    return Preview(
        day=day,
        people=page.paginator.count,
        by_post=_by_post(posts),
        by_unit=_by_unit(posts, assignment.organisation, day),
        finished=_finished(assignment, courses, people, day),
        others=_others(owed_by_others(assignment, ids, day), people, viewer),
        exempt=_exempt(exempt_on(assignment, ids, day), people),
        change=_change(people, people_of(posts_meant(before, day))) if before else None,
        page=page,
        lines=_lines(assignment, courses, page, posts, viewer=viewer, day=day, today=today),
    )


def _exempt(exemptions: QuerySet[Exemption], people: QuerySet[Person]) -> int:
    return exemptions.filter(person__in=people.order_by()).values("person").distinct().count()


def _by_post(posts: QuerySet[Appointment]) -> list[Told]:
    rows = posts.values("post").annotate(people=Count("person", distinct=True))
    counts = {row["post"]: row["people"] for row in rows}
    return [Told(posts_in_words([post]), counts[post]) for post in Appointment.Post.values if post in counts]


def _by_unit(posts: QuerySet[Appointment], organisation: Organisation, day: date) -> list[Told]:
    """By what stands directly beneath it, and by itself."""
    standing = standing_of(organisation, day)
    if standing is None:
        return []
    beneath = Substr("organisation__standings__path", len(standing.path) + 1, STEP)
    rows = posts.annotate(unit=beneath).values("unit").annotate(people=Count("person", distinct=True))
    counts = {int(row["unit"] or organisation.pk): row["people"] for row in rows}
    units = Organisation.objects.filter(pk__in=counts).order_by("kind__rank", "name_key", "pk")
    return [Told(unit.name, counts[unit.pk]) for unit in units]


def _finished(
    assignment: Assignment, courses: Sequence[CoursePage], people: QuerySet[Person], day: date
) -> list[Told]:
    """How many of them need not learn a course any more, of each of the courses."""
    ids = [course.pk for course in courses]
    finished = finishes_that_hold(assignment, ids, day).filter(person__in=people.order_by())
    rows = finished.values("course").annotate(people=Count("person", distinct=True))
    counts = {row["course"]: row["people"] for row in rows}
    return [Told(course.title, counts.get(course.pk, 0)) for course in courses]


def _others(owed: QuerySet[Obligation], people: QuerySet[Person], viewer: User) -> list[Told]:
    """By which other assignments they owe it already; one out of the viewer's sight has no name."""
    rows = owed.filter(person__in=people.order_by()).values("assignment")
    counts = {
        row["assignment"]: row["people"] for row in rows.annotate(people=Count("person", distinct=True))
    }
    names = _names(counts, viewer)
    return [Told(names[pk], counts[pk]) for pk in sorted(counts)]


def _names(assignments: Collection[int], viewer: User) -> dict[int, str]:
    seen = assignments_seen_by(viewer).in_bulk(assignments)
    hidden = _("an assignment beyond your part of the tree")
    return {pk: _named(seen[pk]) if pk in seen else hidden for pk in assignments}


def _named(assignment: Assignment) -> str:
    return _("“%(what)s”, assigned to %(organisation)s") % {
        "what": name_of(assignment),
        "organisation": assignment.organisation.name,
    }


def _change(after: QuerySet[Person], before: QuerySet[Person]) -> Change:
    return Change(
        newly=after.exclude(pk__in=before.order_by().values("pk")).count(),
        no_longer=before.exclude(pk__in=after.order_by().values("pk")).count(),
    )


def _lines(
    assignment: Assignment,
    courses: Sequence[CoursePage],
    page: Page[Person],
    posts: QuerySet[Appointment],
    *,
    viewer: User,
    day: date,
    today: date,
) -> list[Line]:
    people = [person.pk for person in page]
    held: dict[int, list[Appointment]] = {}
    for post in posts.filter(person__in=people).select_related("organisation").order_by("pk"):
        held.setdefault(post.person_id, []).append(post)
    ids = [course.pk for course in courses]
    rows = {
        (row.person_id, row.course_id): row for row in forecast(assignment, ids, people, day=day, today=today)
    }
    others = {row.assignment_id for row in rows.values()} - {assignment.pk}
    names = _names(others, viewer)
    return [
        Line(
            person,
            held.get(person.pk, []),
            [
                _outlook(course, rows.get((person.pk, course.pk)), assignment, names, day)
                for course in courses
            ],
        )
        for person in page
    ]


def _outlook(
    course: CoursePage, row: Obligation | None, assignment: Assignment, names: dict[int, str], day: date
) -> Outlook:
    if row is None:
        return Outlook(course, _("exempt"), holds=False)
    holds = row.assignment_id == assignment.pk
    if row.finished_on and row.finished_on <= day:
        finished = _("finished on %(day)s") % {"day": day_in_words(row.finished_on)}
        return Outlook(course, finished, holds)
    due = _("due on %(day)s") % {"day": day_in_words(row.due)} if row.due else _("without a due date")
    if holds:
        return Outlook(course, due, holds)
    said = _("still by another assignment, %(which)s: %(due)s") % {
        "which": names[row.assignment_id],
        "due": due,
    }
    return Outlook(course, said, holds)
