"""Reads for the screens of the tree: its levels on a day, as rows, in as many queries however wide."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from common.vietnamese import fold
from organisations.appointments.models import Appointment
from organisations.appointments.queries import serving_on
from organisations.oversight.queries import (
    places_overseen_by,
    seen_from,
    standings_overseen_by,
)
from organisations.tree.models import CellType, Organisation, OrganisationKind, Standing
from organisations.tree.queries import in_force, standings_on

LEVEL = 100
"""Rows of a level shown at a time."""
ORDER = ("organisation__name_key", "pk")


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation as it stood on a day, with what tells it from its namesakes."""

    standing: Standing
    children: int
    holders: int
    secretary: Appointment | None
    above: Sequence[Standing] = field(default_factory=tuple)

    @property
    def organisation(self) -> Organisation:
        return self.standing.organisation


def tops(viewer: User, day: date) -> QuerySet[Standing]:
    """Where a viewer's part of the tree begins: an organisation for each grant that lies in no other's."""
    return standings_on(day).filter(path__in=places_overseen_by(viewer, on=day)).order_by(*ORDER)


def standing_seen(viewer: User, organisation: Organisation, day: date) -> Standing | None:
    """How an organisation stood on a day, to a viewer who oversaw it then."""
    return standings_overseen_by(viewer, on=day).filter(organisation=organisation).first()


def level_under(parent: Organisation, day: date, *, closed: bool) -> QuerySet[Standing]:
    """What stood directly under an organisation on a day; the closed ones too where `closed`."""
    below = standings_on(day).filter(parent=parent).order_by("-is_open", *ORDER)
    return below if closed else below.filter(is_open=True)


def found_in_tree(
    viewer: User,
    day: date,
    *,
    text: str,
    kind: OrganisationKind | None,
    cell_type: CellType | None,
    closed: bool,
) -> QuerySet[Standing]:
    """What a viewer oversaw on a day and these words mean, by what it is called today or was then."""
    found = standings_overseen_by(viewer, on=day)
    for word in fold(text).split():
        found = found.filter(organisation__search_key__contains=word)
    if text:
        called_so = Q(name__icontains=text) | Q(short_name__icontains=text)
        found |= standings_overseen_by(viewer, on=day).filter(called_so)
    for name, value in (("kind", kind), ("cell_type", cell_type)):
        found = found.filter(**{name: value}) if value else found
    return (found if closed else found.filter(is_open=True)).order_by(*ORDER)


def rows_of(
    standings: Sequence[Standing], day: date, *, above: dict[str, list[Standing]] | None = None
) -> list[Row]:
    """Rows for these standings, with their counts: three queries, however many."""
    numbers = [standing.organisation_id for standing in standings]
    children = _counted(Standing.objects.filter(in_force(day), parent__in=numbers, is_open=True), "parent")
    held = serving_on(day).filter(organisation__in=numbers)
    holders = _counted(held, "organisation")
    secretaries = {
        post.organisation_id: post
        for post in held.filter(post=Appointment.Post.SECRETARY).select_related("person")
    }
    return [
        Row(
            standing,
            children.get(standing.organisation_id, 0),
            holders.get(standing.organisation_id, 0),
            secretaries.get(standing.organisation_id),
            (above or {}).get(standing.path, ()),
        )
        for standing in standings
    ]


def ways_to(standings: Sequence[Standing], viewer: User, day: date) -> dict[str, list[Standing]]:
    """For each, by its path, what stood above it on that day, as far up as the viewer oversaw it."""
    above = seen_from(standings, places_overseen_by(viewer, on=day))
    numbers = {one.pk for ancestors in above.values() for one in ancestors}
    stood = {row.organisation_id: row for row in standings_on(day).filter(organisation__in=numbers)}
    return {
        path: [stood[one.pk] for one in ancestors if one.pk in stood] for path, ancestors in above.items()
    }


def _counted(rows: QuerySet[Standing] | QuerySet[Appointment], by: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(by).annotate(count=Count("pk")))
