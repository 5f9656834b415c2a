"""Reads that reorganisations need: what is held where, and what would build on one that is undone."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from organisations.appointments.models import Appointment
from organisations.oversight.models import Grant
from organisations.people.models import Person
from organisations.tree.models import Organisation, Standing, Succession
from organisations.tree.queries import in_force


def posts_held_in(organisations: Sequence[Organisation], on: date) -> QuerySet[Appointment]:
    """The posts of these organisations themselves that go on beyond the day."""
    held = Appointment.objects.filter(_goes_on(on), organisation__in=organisations)
    return held.select_related("person", "organisation").order_by("organisation", "pk")


def grants_held_over(organisation: Organisation, on: date) -> QuerySet[Grant]:
    """Roles over the organisation itself that go on beyond the day."""
    return Grant.objects.filter(_goes_on(on), organisation=organisation).select_related("person")


def _goes_on(on: date) -> Q:
    return Q(ended__isnull=True) | Q(ended__gt=on)


def cells_among(organisations: Collection[int]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=organisations, kind__is_cell=True, is_open=True)


def serving_within(organisations: Collection[int], on: date) -> QuerySet[Person]:
    """Who holds a post, on that day, in one of these organisations."""
    held = Appointment.objects.filter(in_force(on), organisation__in=organisations)
    return Person.objects.filter(pk__in=held.order_by().values("person"))


def later_successions(succession: Succession, organisations: Iterable[int]) -> QuerySet[Succession]:
    """Reorganisations entered after this one that touch the same organisations."""
    return Succession.objects.filter(pk__gt=succession.pk, parts__organisation__in=organisations).distinct()


def standings_changed_since(succession: Succession) -> QuerySet[Standing]:
    """Standings that this reorganisation began and that something has ended since."""
    return Standing.objects.filter(pk__in=succession.journal["begun"], ended__isnull=False)


def posts_changed_since(succession: Succession) -> QuerySet[Appointment]:
    """Posts that it began and that were ended since, or were entered since for what it founded."""
    journal = succession.journal
    ended = Appointment.objects.filter(pk__in=journal["posts_begun"], ended__isnull=False)
    entered = Appointment.objects.filter(organisation__in=journal["founded"]).exclude(
        pk__in=journal["posts_begun"]
    )
    return (ended | entered).select_related("person", "organisation")


def vacated_since(succession: Succession) -> QuerySet[Appointment]:
    """Secretaries appointed elsewhere in the place of those whose posts it ended."""
    posts = [pk for pk, *_ in succession.journal["posts_ended"]]
    ended = Appointment.objects.filter(pk__in=posts, post="secretary")
    return Appointment.objects.filter(
        organisation__in=ended.values("organisation"), post="secretary", ended__isnull=True
    ).select_related("person", "organisation")


def children_founded_under(succession: Succession) -> QuerySet[Organisation]:
    """What was founded or moved under the organisations it founded, other than by itself."""
    journal = succession.journal
    return Organisation.objects.filter(parent__in=journal["founded"]).exclude(pk__in=journal["touched"])


def grants_given_since(succession: Succession) -> QuerySet[Grant]:
    return Grant.objects.filter(organisation__in=succession.journal["founded"]).select_related("person")
