"""The past of one organisation: what it was called and where it stood, and from and into which it came."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from organisations.browsing.rules import Kin, kin_of, without_repeats
from organisations.oversight.queries import organisations_overseen_by
from organisations.reorganising.queries import Side
from organisations.tree.models import Organisation, Standing, Succession, SuccessionPart

GENERATIONS = 6
BINDING = (Succession.Kind.MERGE, Succession.Kind.SPLIT)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day it was called so and stood there; `until` is the first day it did no longer."""

    began: date
    until: date | None
    name: str
    kind: str
    parent: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Relative:
    """An organisation in a lineage; without an address, and unnamed, where the viewer may not see it."""

    name: str
    address: str
    is_open: bool
    onward: Sequence["Relative"]


def periods_of(organisation: Organisation, viewer: User) -> list[Period]:
    """What an organisation was called and where it stood, the latest first."""
    standings = list(organisation.standings.select_related("kind").order_by("began", "pk"))
    parents = _standings_of({row.parent_id for row in standings if row.parent_id})
    seen = _seen(viewer, set(parents))
    told = without_repeats(
        standings, lambda row: (row.name, row.short_name, row.kind_id, row.parent_id, row.is_open)
    )
    ends: list[date | None] = [*(row.began for row in told[1:]), standings[-1].ended if standings else None]
    return [
        Period(row.began, until, row.name, row.kind.name, _parent_of(row, parents, seen), row.is_open)
        for row, until in reversed(list(zip(told, ends, strict=True)))
    ]


def _standings_of(organisations: set[int]) -> dict[int, list[Standing]]:
    found: dict[int, list[Standing]] = defaultdict(list)
    for row in Standing.objects.filter(organisation__in=organisations).order_by("began"):
        found[row.organisation_id].append(row)
    return found


def _parent_of(row: Standing, parents: dict[int, list[Standing]], seen: set[int]) -> str:
    """What the organisation above was called on the day the period began."""
    if row.parent_id is None:
        return ""
    if row.parent_id not in seen:
        return _("an organisation beyond your part of the tree")
    names = [one.name for one in parents[row.parent_id] if one.began <= row.began]
    return names[-1] if names else parents[row.parent_id][0].name


def came_from(organisation: Organisation, viewer: User) -> list[Relative]:
    """What became this organisation, by mergers and splits, and what became those."""
    return _relatives(organisation, viewer, here=Side.AFTER, there=Side.BEFORE)


def became(organisation: Organisation, viewer: User) -> list[Relative]:
    """What became of this organisation, by mergers and splits, and of those in turn."""
    return _relatives(organisation, viewer, here=Side.BEFORE, there=Side.AFTER)


def _relatives(organisation: Organisation, viewer: User, *, here: str, there: str) -> list[Relative]:
    edges = _edges(organisation.pk, here, there)
    numbers = {one for bound in edges.values() for one in bound}
    found = Organisation.objects.in_bulk(numbers)
    seen = _seen(viewer, numbers)
    return [_relative(kin, found, seen) for kin in kin_of(organisation.pk, edges)]


def _edges(start: int, here: str, there: str) -> dict[int, list[int]]:
    """Who is bound to whom, generation by generation; two queries each."""
    edges: dict[int, list[int]] = {}
    generation = {start}
    for _number in range(GENERATIONS):
        bound = _bound(generation, here, there)
        edges |= bound
        generation = {one for others in bound.values() for one in others} - set(edges)
        if not generation:
            break
    return edges


def _bound(generation: set[int], here: str, there: str) -> dict[int, list[int]]:
    own = list(
        SuccessionPart.objects.filter(
            organisation__in=generation, side=here, succession__kind__in=BINDING
        ).values_list("succession", "organisation")
    )
    others: dict[int, list[int]] = defaultdict(list)
    parts: Any = SuccessionPart.objects.filter(succession__in=[pk for pk, _ in own], side=there)
    for succession, organisation in parts.order_by("pk").values_list("succession", "organisation"):
        others[succession].append(organisation)
    bound: dict[int, list[int]] = defaultdict(list)
    for succession, organisation in own:
        bound[organisation] += [one for one in others[succession] if one != organisation]
    return bound


def _seen(viewer: User, numbers: set[int]) -> set[int]:
    return set(organisations_overseen_by(viewer).filter(pk__in=numbers).values_list("pk", flat=True))


def _relative(kin: Kin, found: dict[int, Organisation], seen: set[int]) -> Relative:
    onward = [_relative(one, found, seen) for one in kin.onward]
    if kin.number not in seen:
        return Relative(_("an organisation beyond your part of the tree"), "", True, onward)
    organisation = found[kin.number]
    address = reverse("browsing:organisation", args=[organisation.public_id])
    return Relative(organisation.name, address, organisation.is_open, onward)
