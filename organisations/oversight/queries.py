"""The only door to people: who may see whom, on which day.

A viewer's grants count as they stand today. The tree and the posts are looked at as they stood on the
day asked about: who oversees a commune sees what belonged to it then.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.oversight.models import Grant, Reading
from organisations.people.models import Person
from organisations.tree.models import Organisation, Place, Standing
from organisations.tree.queries import ancestors_of_all, in_force, standings_on, within
from organisations.tree.rules import depth_of, lies_within, numbers_on, outermost

ANYTHING = Q()

Role = Grant.Role
OVERSEERS = (Role.ORGANISER, Role.AUDITOR, Role.ADMINISTRATOR)
"""Roles that see people and organisations within their part of the tree."""

MANAGERS = (Role.ORGANISER, Role.ADMINISTRATOR)
"""Roles that change the tree and the posts within their part of it."""


def grants_of(viewer: User, *roles: str, today: date | None = None) -> QuerySet[Grant]:
    """The grants that a viewer holds today; of these roles, or of any."""
    held = Grant.objects.filter(in_force(today or timezone.localdate()), person__account_id=viewer.pk)
    return held.filter(role__in=roles) if roles else held


def has_role(viewer: User, *roles: str, today: date | None = None) -> bool:
    """Whether a viewer holds one of these roles anywhere today; superusers hold every role."""
    if not viewer.is_active:
        return False
    return viewer.is_superuser or grants_of(viewer, *roles, today=today).exists()


def holds_a_role(person: Person, *, today: date | None = None) -> bool:
    """Whether a person holds a role, or will, or her account works in the authoring site.

    Whoever could change where such an account is reached, or what it belongs to, could take it over.
    """
    return bool(role_holders([person.pk], today=today))


def role_holders(people: Collection[int], *, today: date | None = None) -> set[int]:
    """Those of these people, by primary keys, of whom `holds_a_role` is true."""
    day = today or timezone.localdate()
    granted = Q(grants__isnull=False) & (Q(grants__ended__isnull=True) | Q(grants__ended__gt=day))
    works_here = Q(account__is_superuser=True) | Q(account__groups__isnull=False)
    found = Person.objects.filter(granted | works_here, pk__in=people).order_by()
    return set(found.values_list("pk", flat=True))


def places_overseen_by(
    viewer: User, *, roles: tuple[str, ...] = OVERSEERS, on: date | None = None, today: date | None = None
) -> list[str]:
    """Where the organisations over which a viewer holds one of `roles` stood on the day `on`."""
    if not viewer.is_active:
        return []
    today = today or timezone.localdate()
    standings = Standing.objects.filter(in_force(on or today))
    if viewer.is_superuser:
        return list(standings.filter(parent__isnull=True).values_list("path", flat=True))
    granted = grants_of(viewer, *roles, today=today).values("organisation")
    return outermost(standings.filter(organisation__in=granted).values_list("path", flat=True))


def standings_overseen_by(
    viewer: User, *, roles: tuple[str, ...] = OVERSEERS, on: date | None = None, today: date | None = None
) -> QuerySet[Standing]:
    """How the organisations in a viewer's part of the tree stood on a day, the closed ones included."""
    places = places_overseen_by(viewer, roles=roles, on=on, today=today)
    return standings_on(on or today or timezone.localdate()).filter(within(places))


def organisations_overseen_by(
    viewer: User, *, roles: tuple[str, ...] = OVERSEERS, on: date | None = None, today: date | None = None
) -> QuerySet[Organisation]:
    """The organisations that stood in a viewer's part of the tree on a day, the closed ones included."""
    day = on or today or timezone.localdate()
    if day == timezone.localdate():
        return Organisation.objects.filter(within(places_overseen_by(viewer, roles=roles, today=today)))
    standings = standings_overseen_by(viewer, roles=roles, on=on, today=today)
    return Organisation.objects.filter(pk__in=standings.order_by().values("organisation"))


def people_overseen_by(
    viewer: User, *, roles: tuple[str, ...] = OVERSEERS, on: date | None = None, today: date | None = None
) -> QuerySet[Person]:
    """Who held a post in a viewer's part of the tree on a day, or, holding none, held her last one there.

    Superusers see everybody, those without a post included.
    """
    if viewer.is_superuser and viewer.is_active:
        return Person.objects.all()
    places = places_overseen_by(viewer, roles=roles, on=on, today=today)
    return people_within(places, on=on or today or timezone.localdate())


def people_within(places: list[str], *, on: date, also: Q = ANYTHING) -> QuerySet[Person]:
    """Who was overseen, on a day, by those above these places; by a post that fits `also`."""
    held = posts_within(places, on=on, also=also)
    if any(depth_of(place) == 0 for place in places):
        # Nearly everybody: asked person by person in the order of the list, a page costs a page.
        return Person.objects.filter(Exists(held.filter(person=OuterRef("pk"))))
    return Person.objects.filter(pk__in=held.values("person"))


def posts_within(places: list[str], *, on: date, also: Q = ANYTHING) -> QuerySet[Appointment]:
    """The posts by which people within these places were overseen on a day.

    `also` may ask about the post, and, as `organisation__standings__…`, about how its organisation stood
    on that very day.
    """
    stood = in_force(on, prefix="organisation__standings__") & within(
        places, prefix="organisation__standings__"
    )
    overseen = in_force(on, ended="overseen_until")
    return Appointment.objects.filter(overseen & stood & also).order_by()


def organisers_above(path: str, *, today: date) -> list[User]:
    """The accounts of the organisers nearest above a place: over its parent, or else further up."""
    above = numbers_on(path)[:-1]
    granted = Grant.objects.filter(
        in_force(today),
        role=Role.ORGANISER,
        organisation__in=above,
        person__account__is_active=True,
    )
    by_place = defaultdict(list)
    for grant in granted.select_related("person__account").order_by("pk"):
        by_place[grant.organisation_id].append(cast(User, grant.person.account))
    return next((by_place[number] for number in reversed(above) if number in by_place), [])


def oversees_everything(viewer: User) -> bool:
    return viewer.is_active and viewer.is_superuser


def way_to(
    place: Place, viewer: User, *, roles: tuple[str, ...] = OVERSEERS, on: date | None = None
) -> list[Organisation]:
    """The organisations above a place that the viewer oversees, from the top down."""
    places = places_overseen_by(viewer, roles=roles, on=on)
    return seen_from([place], places)[place.path]


def seen_from(rows: Iterable[Place], places: list[str]) -> dict[str, list[Organisation]]:
    """For each row, by its path, the organisations above it that lie within `places`, from the top down.

    Told by the row's own path: where it stood, though those above it may stand elsewhere today.
    """
    above = ancestors_of_all(rows)
    return {
        path: ancestors[len(ancestors) - _seen_depth(path, places) :] for path, ancestors in above.items()
    }


def _seen_depth(path: str, places: list[str]) -> int:
    """How many organisations of a path lie between it and the outermost of `places` it lies within."""
    outer = min((place for place in places if lies_within(path, place)), key=len, default=path)
    return depth_of(path) - depth_of(outer)


def readings_seen_by(viewer: User, *, today: date | None = None) -> QuerySet[Reading]:
    """The log of readings, for auditors and administrators: of people in their part of the tree."""
    if oversees_everything(viewer):
        return Reading.objects.all()
    roles = (Role.AUDITOR, Role.ADMINISTRATOR)
    places = places_overseen_by(viewer, roles=roles, today=today)
    held = posts_within(places, on=today or timezone.localdate())
    if any(depth_of(place) == 0 for place in places):
        # Nearly every line: asked line by line in the order of the log, a page costs a page.
        return Reading.objects.filter(Exists(held.filter(person=OuterRef("person"))))
    return Reading.objects.filter(person__in=held.values("person"))


def grants_seen_by(viewer: User, *, today: date | None = None) -> QuerySet[Grant]:
    """The grants over organisations that a viewer administers."""
    if oversees_everything(viewer):
        return Grant.objects.all()
    organisations = organisations_overseen_by(viewer, roles=(Role.ADMINISTRATOR,), today=today)
    return Grant.objects.filter(organisation__in=organisations)
