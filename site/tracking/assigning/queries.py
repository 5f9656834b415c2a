"""Which assignments and programmes concern a viewer, which are hers to make and change, and whom they bind.

Whoever oversees a part of the tree sees what is assigned within it, and what those above assign to it; of the
people whom it binds she sees her own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from accounts.models import User
from courses.assignments.models import Assignment, Exemption, Obligation, Programme
from courses.assignments.queries import concerning, programmes_concerning
from courses.catalogue.models import CoursePage
from courses.catalogue.queries import current_editions
from organisations.oversight.queries import (
    MANAGERS,
    oversees_everything,
    people_overseen_by,
    places_overseen_by,
)
from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import within
from organisations.tree.rules import lies_within
from tracking.assigning.rules import Stand, stand_of
from tracking.counting.queries import Figures, State, in_state


def assignments_seen_by(viewer: User) -> QuerySet[Assignment]:
    """What is assigned within a viewer's part of the tree, or above it; the latest first."""
    rows = Assignment.objects.filter(concerning(places_overseen_by(viewer)))
    return rows.select_related("course", "programme", "organisation")


def assignable_by(viewer: User) -> QuerySet[Assignment]:
    """What is assigned within the part of the tree that a viewer manages: hers to change."""
    places = places_overseen_by(viewer, roles=MANAGERS)
    rows = Assignment.objects.filter(within(places, prefix="organisation__"))
    return rows.select_related("course", "programme", "organisation")


def programmes_seen_by(viewer: User) -> QuerySet[Programme]:
    """Those drawn up within a viewer's part of the tree or above it, and those of nobody."""
    return programmes_concerning(places_overseen_by(viewer)).select_related("organisation")


def programmes_changed_by(viewer: User) -> QuerySet[Programme]:
    """Those drawn up within the part of the tree that a viewer manages; of nobody, by who sees everything."""
    places = places_overseen_by(viewer, roles=MANAGERS)
    hers = within(places, prefix="organisation__")
    if oversees_everything(viewer):
        hers |= Q(organisation__isnull=True)
    return Programme.objects.filter(hers).select_related("organisation")


def is_programme(public_id: UUID) -> bool:
    return Programme.objects.filter(public_id=public_id).exists()


def is_assignment(public_id: UUID) -> bool:
    return Assignment.objects.filter(public_id=public_id).exists()


def with_what_they_hold(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """With `course_count`, and in how many assignments they are in force, as `assigned_count`."""
    in_force = Q(assignments__ended__isnull=True)
    return programmes.annotate(
        course_count=Count("places", distinct=True),
        assigned_count=Count("assignments", filter=in_force, distinct=True),
    ).order_by("title", "pk")


def courses_of_programme(programme: Programme) -> list[CoursePage]:
    """Its courses in their order."""
    return [place.course for place in programme.places.select_related("course").order_by("number")]


def courses_taught() -> list[CoursePage]:
    """Every course that is taught now, in the order the authors gave."""
    return [edition.course for edition in current_editions().select_related("course").defer("about")]


def courses_assigned(assignment: Assignment) -> list[CoursePage]:
    """The course, or those of the programme in their order."""
    if assignment.programme:
        return courses_of_programme(assignment.programme)
    return [assignment.course] if assignment.course else []


def sole_organisation(viewer: User) -> Organisation | None:
    """What a viewer manages, where it is one part of the tree alone."""
    places = places_overseen_by(viewer, roles=MANAGERS)
    return Organisation.objects.filter(path=places[0], is_open=True).first() if len(places) == 1 else None


# --- Figures of assignments, and the people behind them ---------------------------------------------


def that_count(today: date) -> Q:
    """Obligations by which an assignment is counted: today's; of one to come those of its first day, of one
    that was withdrawn those of its last."""
    to_come = Q(assignment__began__gt=today, began=F("assignment__began"))
    withdrawn = Q(assignment__ended__lte=today, ended=F("assignment__ended"))
    return Q(is_current=True) | to_come | withdrawn


def obligations_of(assignments: Collection[Assignment], viewer: User, today: date) -> QuerySet[Obligation]:
    """What is owed by these assignments within a viewer's part of the tree."""
    places = places_overseen_by(viewer)
    return Obligation.objects.filter(within(places), that_count(today), assignment__in=assignments)


def figures_by_assignment(
    assignments: Collection[Assignment], viewer: User, today: date
) -> dict[int, Figures]:
    """How far those are whom each of these binds, by its primary key; one query."""
    rows = obligations_of(assignments, viewer, today)
    return {pk: figures for (pk, _), figures in _counted(rows, today, "assignment").items()}


def figures_by_course(assignment: Assignment, viewer: User, today: date) -> dict[int, Figures]:
    """The same of one assignment, for each of its courses."""
    rows = obligations_of([assignment], viewer, today)
    return {course: figures for (_, course), figures in _counted(rows, today, "assignment", "course").items()}


def _counted(rows: QuerySet[Obligation], on: date, *by: str) -> dict[tuple[int, int], Figures]:
    states = {
        "owed": State.OWED,
        "finished": State.FINISHED,
        "finished_late": State.FINISHED_LATE,
        "late": State.LATE,
        "under_way": State.UNDER_WAY,
    }
    counts = {f"count_of_{name}": Count("pk", filter=in_state(state, on)) for name, state in states.items()}
    found = {}
    for row in rows.order_by().values(*by).annotate(**counts):
        number = {name: row[f"count_of_{name}"] for name in states}
        started = number.pop("under_way") + number["finished"]
        found[row["assignment"], row.get("course", 0)] = Figures(started=started, **number)
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """An assignment as a list shows it; `is_above` says that it is made above the viewer's part."""

    assignment: Assignment
    figures: Figures
    stand: Stand
    is_above: bool


def rows_of(assignments: Sequence[Assignment], viewer: User, today: date) -> list[Row]:
    places = places_overseen_by(viewer)
    figures = figures_by_assignment(assignments, viewer, today)
    return [
        Row(
            assignment=one,
            figures=figures.get(one.pk, Figures()),
            stand=stand_of(began=one.began, ended=one.ended, today=today),
            is_above=not any(lies_within(one.organisation.path, place) for place in places),
        )
        for one in assignments
    ]


def standing_so(stand: str, today: date) -> Q:
    """Assignments that stand so on a day; all of them for no word of ours."""
    over = Q(ended__isnull=False, ended__lte=today)
    return (
        {
            Stand.TO_COME: Q(began__gt=today) & ~over,
            Stand.IN_FORCE: Q(began__lte=today) & ~over,
            Stand.WITHDRAWN: over,
        }.get(Stand(stand), Q())
        if stand in set(Stand)
        else Q()
    )


def with_person(rows: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """In the order of names, with what a line of a list says."""
    rows = rows.select_related("person", "organisation", "course")
    return rows.order_by("person__name_key", "person", "pk")


def exemptions_seen_by(viewer: User, assignment: Assignment) -> QuerySet[Exemption]:
    """Who of a viewer's people is or was let off; whoever is let off now comes first."""
    people = people_overseen_by(viewer).order_by()
    rows = Exemption.objects.filter(assignment=assignment, person__in=people)
    return rows.select_related("person").order_by(F("ended").desc(nulls_first=True), "-began", "-pk")


def exemption_of(assignment: Assignment, person: Person, today: date) -> Exemption | None:
    """By which somebody is let off, or will be."""
    rows = Exemption.objects.filter(Q(ended__isnull=True) | Q(ended__gt=today))
    return rows.filter(assignment=assignment, person=person).exclude(began=F("ended")).first()


def people_bound_by(viewer: User, assignment: Assignment) -> QuerySet[Person]:
    """Of a viewer's people those who owe something by an assignment, or did."""
    bound = Obligation.objects.filter(assignment=assignment).order_by().values("person")
    return people_overseen_by(viewer, roles=MANAGERS).filter(pk__in=bound)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a programme reaches: in how many assignments, binding how many people."""

    assignments: int
    people: int


def reach_of(programme: Programme) -> Reach:
    in_force = programme.assignments.filter(ended__isnull=True)
    people = Obligation.objects.filter(assignment__in=in_force, is_current=True).order_by()
    return Reach(in_force.count(), people.values("person").distinct().count())
