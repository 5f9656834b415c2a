"""Reads of the register of regulations."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from common.unchanging import KEPT_FOR, unchanging
from media.regulations.models import Regulation
from media.regulations.rules import out_of_date
from media.regulations.stamp import register_stamp


def cited_regulations(citations: Sequence[tuple[int, str]]) -> list[tuple[Regulation, str]]:
    """The regulations behind (id, article) pairs as they stand today, in the order cited."""
    found = Regulation.objects.select_related("replaced_by").in_bulk([pk for pk, _ in citations])
    return [(found[pk], article) for pk, article in citations if pk in found]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A regulation that another has replaced, as far as that is known, and since when."""

    regulation_id: int
    name: str
    successor_id: int | None
    successor: str
    since: date | None


def replaced_among(cited: Collection[int]) -> list[Replaced]:
    """Of regulations cited together, those that make what cites them out of date."""
    known = replaced_regulations()
    return [known[pk] for pk in out_of_date(cited, {pk: one.successor_id for pk, one in known.items()})]


def replaced_regulations() -> dict[int, Replaced]:
    """Every regulation that has been replaced, kept until the register changes."""
    key = f"regulations-replaced:{register_stamp()}"
    known: dict[int, Replaced] | None = unchanging.get(key)
    if known is None:
        rows = Regulation.objects.filter(
            Q(status=Regulation.Status.REPLACED) | Q(replaced_by__isnull=False)
        ).select_related("replaced_by")
        known = {one.pk: _replaced(one) for one in rows}
        unchanging.set(key, known, KEPT_FOR)
    return known


def _replaced(one: Regulation) -> Replaced:
    successor = one.replaced_by
    return Replaced(
        regulation_id=one.pk,
        name=one.number or one.title,
        successor_id=one.replaced_by_id,
        successor=(successor.number or successor.title) if successor else "",
        since=successor.issued_on if successor else None,
    )
