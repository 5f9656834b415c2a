"""Reads that reorganisations need: what is held where, and what would build on one that is undone."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.oversight.models import Grant
from organisations.oversight.queries import (
    MANAGERS,
    OVERSEERS,
    organisations_overseen_by,
    oversees_everything,
    places_overseen_by,
)
from organisations.people.models import Person
from organisations.tree.models import Organisation, Standing, Succession, SuccessionPart
from organisations.tree.queries import in_force, within

Side = SuccessionPart.Side


def reorganisable_by(viewer: User) -> QuerySet[Organisation]:
    """What a viewer may rename, move, merge, split and close: `rules.may_reorganise`, as a query."""
    if oversees_everything(viewer):
        return Organisation.objects.all()
    places = places_overseen_by(viewer, roles=MANAGERS)
    return Organisation.objects.filter(within(places)).exclude(path__in=places)


def managed_by(viewer: User) -> QuerySet[Organisation]:
    """What a viewer may edit, and found others under: her part of the tree with its top."""
    return organisations_overseen_by(viewer, roles=MANAGERS)


def successions_seen_by(viewer: User) -> QuerySet[Succession]:
    """Reorganisations in which something took part that the viewer oversees today."""
    seen = organisations_overseen_by(viewer, roles=OVERSEERS)
    parts = SuccessionPart.objects.filter(organisation__in=seen.order_by())
    return Succession.objects.filter(pk__in=parts.values("succession")).select_related("done_by")


def may_undo(viewer: User, succession: Succession) -> bool:
    """Whether a viewer could have done it: she may reorganise what went in, and manages what came out."""
    sides: dict[str, set[int]] = {Side.BEFORE: set(), Side.AFTER: set()}
    for part in succession.parts.all():
        sides[part.side].add(part.organisation_id)
    changed = sides[Side.BEFORE] | set(succession.journal["founded"])
    return _all_among(reorganisable_by(viewer), changed) and _all_among(managed_by(viewer), sides[Side.AFTER])


def _all_among(organisations: QuerySet[Organisation], pks: set[int]) -> bool:
    return organisations.filter(pk__in=pks).count() == len(pks)


def posts_ended_by(succession: Succession) -> QuerySet[Appointment]:
    """The posts that a reorganisation ended."""
    return _posts([pk for pk, *_ in succession.journal["posts_ended"]])


def posts_begun_by(succession: Succession) -> QuerySet[Appointment]:
    """The posts that go on elsewhere because of it."""
    return _posts(succession.journal["posts_begun"])


def _posts(pks: Collection[int]) -> QuerySet[Appointment]:
    posts = Appointment.objects.filter(pk__in=pks).select_related("person", "organisation")
    return posts.order_by("organisation__name_key", "person__name_key", "pk")


def secretaries_of(organisations: Sequence[Organisation], on: date) -> QuerySet[Appointment]:
    """Who is secretary of one of these organisations beyond a day."""
    return posts_held_in(organisations, on).filter(post=Appointment.Post.SECRETARY)


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
    return (
        Appointment.objects.filter(
            organisation__in=ended.values("organisation"), post="secretary", ended__isnull=True
        )
        .exclude(pk__in=succession.journal["posts_begun"])
        .select_related("person", "organisation")
    )


def children_founded_under(succession: Succession) -> QuerySet[Organisation]:
    """What was founded or moved under the organisations it founded, other than by itself."""
    journal = succession.journal
    return Organisation.objects.filter(parent__in=journal["founded"]).exclude(pk__in=journal["touched"])


def grants_given_since(succession: Succession) -> QuerySet[Grant]:
    return Grant.objects.filter(organisation__in=succession.journal["founded"]).select_related("person")
