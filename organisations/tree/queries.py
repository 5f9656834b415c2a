"""Reads of the tree: on a day, within places, by words."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from common.vietnamese import fold
from organisations.tree.models import Organisation, Place, Standing, Succession
from organisations.tree.rules import end_of, numbers_on, outermost

NOWHERE = Q(pk__in=())


def in_force(day: date, *, ended: str = "ended", prefix: str = "") -> Q:
    """Spans that cover `day`: begun, and not ended by then."""
    open_end = Q(**{f"{prefix}{ended}__isnull": True}) | Q(**{f"{prefix}{ended}__gt": day})
    return Q(**{f"{prefix}began__lte": day}) & open_end


def within(places: Iterable[str], *, prefix: str = "") -> Q:
    """Rows whose path lies within one of `places`; for no places, no rows."""
    ranges = [
        Q(**{f"{prefix}path__gte": place, f"{prefix}path__lt": end_of(place)}) for place in outermost(places)
    ]
    return reduce(or_, ranges) if ranges else NOWHERE


def standings_on(day: date) -> QuerySet[Standing]:
    """How every organisation stood on a day, the closed ones included."""
    return Standing.objects.filter(in_force(day)).select_related("organisation", "kind", "cell_type")


def subtree_of(organisation: Organisation) -> QuerySet[Organisation]:
    """The organisation and all that stand within it today, the closed ones included."""
    return Organisation.objects.filter(within([organisation.path]))


def children_of(organisation: Organisation | None) -> QuerySet[Organisation]:
    """What stands directly under it today; the tops of the tree for none."""
    return Organisation.objects.filter(parent=organisation, is_open=True)


def ancestors_of(place: Organisation | Standing) -> list[Organisation]:
    """The organisations above a place, from the top down, without itself."""
    numbers = numbers_on(place.path)[:-1]
    found = Organisation.objects.in_bulk(numbers)
    return [found[number] for number in numbers]


def ancestors_of_all(places: Iterable[Place]) -> dict[str, list[Organisation]]:
    """The organisations above each of these places, by its path, from the top down; one query for all."""
    paths = {place.path for place in places}
    found = Organisation.objects.select_related("kind").in_bulk(
        {number for path in paths for number in numbers_on(path)[:-1]}
    )
    return {path: [found[number] for number in numbers_on(path)[:-1]] for path in paths}


def standing_of(organisation: Organisation, day: date) -> Standing | None:
    """How one organisation stood on a day; None before it was founded."""
    return Standing.objects.filter(in_force(day), organisation=organisation).first()


def search_organisations(organisations: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    """Those whose name, short name or code holds every word of `text`, whatever its marks."""
    for word in fold(text).split():
        organisations = organisations.filter(search_key__contains=word)
    return organisations


def successions_of(organisation: Organisation) -> QuerySet[Succession]:
    """Every reorganisation an organisation took part in, the latest first."""
    return Succession.objects.filter(parts__organisation=organisation).distinct().prefetch_related("parts")


def changed_since(places: Iterable[str], day: date) -> Standing | None:
    """A change of something within `places` that is later than `day`, if there is one."""
    return (
        Standing.objects.filter(within(places), ended__isnull=True, began__gt=day)
        .select_related("organisation")
        .order_by("-began")
        .first()
    )
