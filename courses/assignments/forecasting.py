"""What an assignment would mean, looked at before it is made or changed; nothing is stored."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from courses.assignments.models import Assignment, Completion, Exemption, Obligation
from courses.assignments.queries import known_of
from courses.assignments.settling import obligations_following
from organisations.appointments.models import Appointment
from organisations.people.models import Person
from organisations.tree.models import Standing
from organisations.tree.queries import in_force, within

NOT_YET = 2**62
"""The primary key of an assignment that is only thought of: of several that ask alike the older holds."""


def posts_meant(assignment: Assignment, day: date) -> QuerySet[Appointment]:
    """The posts by which an assignment means somebody on a day; it need not be stored."""
    places = _places(assignment, day)
    stood = in_force(day, prefix="organisation__standings__")
    lay = within(places, prefix="organisation__standings__")
    return Appointment.objects.filter(stood & lay, in_force(day), post__in=assignment.posts).order_by()


def _places(assignment: Assignment, day: date) -> list[str]:
    """Where its organisation stands on the day; of one that is no more, wherever it stood."""
    standings = Standing.objects.filter(organisation=assignment.organisation_id)
    if assignment.organisation.is_open:
        standings = standings.filter(in_force(day))
    return list(standings.values_list("path", flat=True))


def forecast(
    assignment: Assignment, courses: Sequence[int], people: Collection[int], *, day: date, today: date
) -> list[Obligation]:
    """What these people would owe of these courses on a day if the assignment stood as it is here."""
    known = known_of(people, courses)
    others = [one for one in known.assigned if one.assignment != assignment.pk]
    known.assigned = [*others, *(assignment.of_course(course) for course in courses)]
    following = obligations_following(known, people, today)
    return [row for row in following if row.began <= day and (row.ended is None or row.ended > day)]


def finishes_that_hold(assignment: Assignment, courses: Sequence[int], day: date) -> QuerySet[Completion]:
    """By which somebody need not learn these courses any more on a day."""
    renewal = assignment.of_course(0).renewal
    finished = Completion.objects.filter(course__in=courses, on__lte=day).order_by()
    return finished.filter(on__gte=renewal.holds_on(day)) if renewal else finished


def owed_by_others(assignment: Assignment, courses: Sequence[int], day: date) -> QuerySet[Obligation]:
    """What is owed on a day of these courses by other assignments, and not finished."""
    owed = Obligation.objects.filter(in_force(day), course__in=courses).order_by()
    return owed.filter(Q(finished_on__isnull=True) | Q(finished_on__gt=day)).exclude(assignment=assignment.pk)


def exempt_on(assignment: Assignment, courses: Sequence[int], day: date) -> QuerySet[Exemption]:
    """Who is let off these courses on a day, by this assignment or another."""
    of_course = Q(assignment__course__in=courses)
    of_programme = Q(assignment__programme__places__course__in=courses)
    return Exemption.objects.filter(in_force(day), of_course | of_programme).order_by().distinct()


def people_of(posts: QuerySet[Appointment]) -> QuerySet[Person]:
    """Who holds these posts, in the order of names."""
    return Person.objects.filter(pk__in=posts.values("person")).order_by("name_key", "pk")
