"""What is known of people when it is settled what they owe: of many at once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import sample
from typing import TypeAlias

from django.db.models import F, Max, Min, Q, QuerySet
from django.utils import timezone

from courses.assignments.models import (
    Assignment,
    Completion,
    Exemption,
    Obligation,
    Programme,
    ProgrammeCourse,
)
from courses.assignments.rules import Assigned, Held, Placed, still_within
from courses.certificates.queries import certified_on
from courses.progress.models import CourseProgress
from organisations.appointments.models import Appointment
from organisations.appointments.rules import Span
from organisations.people.models import Person
from organisations.tree.models import Organisation, Standing, Succession, SuccessionPart
from organisations.tree.queries import within
from organisations.tree.rules import STEP, numbers_on

RANKS = {post: rank for rank, post in enumerate(Appointment.Post.values)}

PersonAndCourse: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Learning:
    """How far somebody is in a course."""

    started_on: date | None = None
    mark: Decimal | None = None
    not_passed_on: date | None = None
    certified_on: date | None = None


@dataclass(slots=True)
class Known:
    """What is known of some people, by their primary keys."""

    posts: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))
    places: dict[int, list[Placed]] = field(default_factory=lambda: defaultdict(list))
    organisations: dict[int, Organisation] = field(default_factory=dict)
    assigned: list[Assigned] = field(default_factory=list)
    exempt: dict[tuple[int, int], list[Span]] = field(default_factory=lambda: defaultdict(list))
    finishes: dict[PersonAndCourse, list[date]] = field(default_factory=lambda: defaultdict(list))
    learning: dict[PersonAndCourse, Learning] = field(default_factory=dict)
    stored: dict[PersonAndCourse, list[Obligation]] = field(default_factory=lambda: defaultdict(list))


def known_of(people: Collection[int], courses: Collection[int] | None) -> Known:
    """Everything that says what these people owe, and what is stored of it; of these courses, or of all."""
    known = Known()
    _posts(known, people)
    _places(known)
    _assigned(known, courses)
    _exempt(known, people)
    wanted = _courses_of(known, courses)
    _finishes(known, people, wanted)
    _learning(known, people, wanted)
    for obligation in of_courses(Obligation.objects.filter(person__in=people), courses).order_by("began"):
        known.stored[obligation.person_id, obligation.course_id].append(obligation)
    return known


def of_courses(rows: QuerySet[Obligation], courses: Collection[int] | None) -> QuerySet[Obligation]:
    return rows if courses is None else rows.filter(course__in=courses)


def _posts(known: Known, people: Collection[int]) -> None:
    held = Appointment.objects.filter(person__in=people).exclude(ended=F("began")).order_by("pk")
    rows = held.values_list("person", "pk", "organisation", "post", "began", "ended")
    for person, pk, organisation, post, began, ended in rows:
        known.posts[person].append(Held(pk, organisation, post, RANKS[post], Span(began, ended)))


def _places(known: Known) -> None:
    concerned = {held.organisation for posts in known.posts.values() for held in posts}
    known.organisations = Organisation.objects.only("path", "cell_type").in_bulk(concerned)
    standings = Standing.objects.filter(organisation__in=concerned).order_by("began")
    for organisation, path, began, ended in standings.values_list("organisation", "path", "began", "ended"):
        known.places[organisation].append(Placed(frozenset(numbers_on(path)), Span(began, ended)))
    dissolved = _dissolved(_above(known))
    known.places = {
        pk: still_within(placed, {(gone, on) for gone, on, touched in dissolved if pk in touched})
        for pk, placed in known.places.items()
    }


def _above(known: Known) -> set[int]:
    return {number for placed in known.places.values() for one in placed for number in one.within}


def _dissolved(organisations: Collection[int]) -> list[tuple[int, date, Collection[int]]]:
    """Which of these organisations were merged, split or closed, on which days, and what came out of them.

    What was moved away by another decision of the same day left before.
    """
    parts = SuccessionPart.objects.filter(
        organisation__in=organisations,
        side=SuccessionPart.Side.BEFORE,
        succession__kind__in=(Succession.Kind.MERGE, Succession.Kind.SPLIT, Succession.Kind.CLOSE),
    )
    rows = parts.values_list("organisation", "succession__on", "succession__journal__touched")
    return [(organisation, on, frozenset(touched)) for organisation, on, touched in rows]


def _assigned(known: Known, courses: Collection[int] | None) -> None:
    assignments = list(Assignment.objects.filter(organisation__in=_above(known)).exclude(ended=F("began")))
    taught = courses_of_assignments(assignments)
    known.assigned = [
        assignment.of_course(course)
        for assignment in assignments
        for course in taught[assignment.pk]
        if courses is None or course in courses
    ]


def courses_of_assignments(assignments: Iterable[Assignment]) -> dict[int, list[int]]:
    """The courses of each assignment, by its primary key, in their order."""
    programmes = {one.programme_id for one in assignments if one.programme_id}
    places = ProgrammeCourse.objects.filter(programme__in=programmes) if programmes else ()
    within: dict[int | None, list[int]] = defaultdict(list)
    for place in places:
        within[place.programme_id].append(place.course_id)
    return {one.pk: [one.course_id] if one.course_id else within[one.programme_id] for one in assignments}


def _exempt(known: Known, people: Collection[int]) -> None:
    exemptions = Exemption.objects.filter(person__in=people).exclude(ended=F("began"))
    for assignment, person, began, ended in exemptions.values_list("assignment", "person", "began", "ended"):
        known.exempt[assignment, person].append(Span(began, ended))


def _courses_of(known: Known, courses: Collection[int] | None) -> set[int]:
    owed = {assigned.course for assigned in known.assigned}
    return owed if courses is None else owed | set(courses)


def _finishes(known: Known, people: Collection[int], courses: Collection[int]) -> None:
    completions = Completion.objects.filter(person__in=people, course__in=courses)
    for person, course, on in completions.values_list("person", "course", "on"):
        known.finishes[person, course].append(on)


def _learning(known: Known, people: Collection[int], courses: Collection[int]) -> None:
    """Who has enrolled has begun: an assignment enrols nobody."""
    certified = certified_on(people, courses)
    progress = CourseProgress.objects.filter(enrolment__learner__in=people, enrolment__course__in=courses)
    rows = progress.values_list(
        "enrolment__learner", "enrolment__course", "enrolment__enrolled_at", "mark", "not_passed_at"
    )
    for person, course, enrolled_at, mark, not_passed_at in rows:
        known.learning[person, course] = Learning(
            started_on=timezone.localdate(enrolled_at),
            mark=mark,
            not_passed_on=timezone.localdate(not_passed_at) if not_passed_at else None,
            certified_on=certified.get((person, course)),
        )


def in_need_of_turning(today: date) -> QuerySet[Obligation]:
    """Obligations that have begun or ended since the day was last turned."""
    begun = Q(is_current=False, began__lte=today) & (Q(ended__isnull=True) | Q(ended__gt=today))
    over = Q(is_current=True) & (Q(ended__lte=today) | Q(began__gt=today))
    return Obligation.objects.filter(begun | over)


def concerning(places: Collection[str]) -> Q:
    """What belongs to an organisation within these places, or above one of them."""
    above = {number for place in places for number in numbers_on(place)}
    return within(places, prefix="organisation__") | Q(organisation__in=above)


def programmes_concerning(places: Collection[str]) -> QuerySet[Programme]:
    """Programmes drawn up within these places or above one of them, and those of nobody."""
    return Programme.objects.filter(concerning(places) | Q(organisation__isnull=True))


def has_assignments() -> bool:
    return Assignment.objects.exists()


def owed_by(people: Collection[int], course_id: int) -> list[int]:
    """Those of these people, by primary keys, of whom an obligation to learn a course is stored."""
    owing = Obligation.objects.filter(person__in=people, course=course_id)
    return list(owing.order_by().values_list("person", flat=True).distinct())


def left_to_learn(people: QuerySet[Person]) -> int:
    """How many courses these people owe today and have not finished, counted for each of them."""
    owed = Obligation.objects.filter(person__in=people.order_by(), is_current=True, finished_on__isnull=True)
    return owed.count()


def people_concerned() -> Iterator[int]:
    """Who holds or held a post, or of whom an obligation is stored, by primary keys."""
    concerned = Q(appointments__isnull=False) | Q(obligations__isnull=False)
    found = Person.objects.filter(concerned).order_by("pk").values_list("pk", flat=True)
    return found.distinct().iterator()


def some_people_concerned(count: int) -> Iterator[int]:
    """So many of those who owe something, drawn by chance."""
    numbers = Obligation.objects.aggregate(Min("person"), Max("person"))
    first, last = numbers["person__min"] or 0, numbers["person__max"] or 0
    drawn = sample(range(first, last + 1), min(count, last - first + 1))
    found = Person.objects.filter(pk__in=drawn).order_by("pk").values_list("pk", flat=True)
    return found.iterator()


def places_above(people: Collection[int]) -> set[str]:
    """Where the organisations stand directly above those in which these people owe something today."""
    paths = (
        Obligation.objects.filter(person__in=people, is_current=True)
        .order_by()
        .values_list("path", flat=True)
    )
    return {path[:-STEP] for path in paths.distinct() if len(path) > STEP}


def people_ever_in(organisations: Collection[int]) -> set[int]:
    """Who ever held a post of one of these organisations, by primary keys."""
    held = Appointment.objects.filter(organisation__in=organisations)
    return set(held.order_by().values_list("person", flat=True))


def unsettled_assignments() -> QuerySet[Assignment]:
    """Those behind which what people owe lags: made or changed, and not settled to the end."""
    return Assignment.objects.filter(unsettled_since__isnull=False).order_by("pk")


def people_concerned_by(assignment: Assignment) -> set[int]:
    """Whom an assignment means, or meant when what they owe was stored last, by primary keys."""
    bound = assignment.obligations.order_by().values_list("person", flat=True).distinct()
    return {*people_meant_by(assignment), *bound}


def courses_bound_by(assignment: Assignment) -> list[int]:
    """The courses that are stored as owed by an assignment; its programme may have lost some since."""
    return list(assignment.obligations.order_by().values_list("course", flat=True).distinct())


def people_meant_by(assignment: Assignment) -> list[int]:
    """Who held one of its posts, since it is in force, in what stood within its organisation at some time."""
    stood = Standing.objects.filter(organisation=assignment.organisation_id)
    places = set(stood.values_list("path", flat=True))
    held = Appointment.objects.filter(
        within(places, prefix="organisation__standings__"),
        Q(ended__isnull=True) | Q(ended__gt=assignment.began),
        post__in=assignment.posts,
    )
    return list(held.order_by("person").values_list("person", flat=True).distinct())
