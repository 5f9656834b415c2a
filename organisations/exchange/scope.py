"""Who may take a list back: whoever could write all of it today."""

from collections.abc import Collection
from typing import Any

from django.db.models import F, Q

from accounts.models import User
from common.chunks import chunks
from organisations.appointments.models import Appointment
from organisations.exchange.store import IMPORTERS
from organisations.oversight.queries import people_overseen_by, role_holders
from organisations.people.models import Person
from organisations.reorganising.queries import managed_by, may_undo
from organisations.tree.models import Organisation, Succession


def may_take_back(journal: dict[str, Any], viewer: User) -> bool:
    """Whether everything a list changed lies in the viewer's sight now, and nobody's way in is moved."""
    if viewer.is_superuser:
        return True
    return _may_take_back_people(journal, viewer) and _may_take_back_tree(journal, viewer)


def _may_take_back_people(journal: dict[str, Any], viewer: User) -> bool:
    changed = {pk for pk, *_ in journal.get("changed", ())}
    people = changed | {pk for pk, *_ in journal.get("people", ())}
    for chunk in chunks(pk for kind in ("posts", "ended") for pk, _ended in journal.get(kind, ())):
        posts = Appointment.objects.filter(pk__in=chunk).order_by()
        people |= set(posts.values_list("person", flat=True))
    return not any(role_holders(chunk) for chunk in chunks(sorted(changed))) and _all_seen(people, viewer)


def _all_seen(people: Collection[int], viewer: User) -> bool:
    """Those who are still there and ever held a post; whoever never did is nobody else's either."""
    held = Q(appointments__ended__isnull=True) | Q(appointments__ended__gt=F("appointments__began"))
    for chunk in chunks(sorted(people)):
        there = Person.objects.filter(held, pk__in=chunk, appointments__isnull=False).order_by()
        seen = people_overseen_by(viewer, roles=IMPORTERS).filter(pk__in=chunk).order_by()
        if set(there.values_list("pk", flat=True)) - set(seen.values_list("pk", flat=True)):
            return False
    return True


def _may_take_back_tree(journal: dict[str, Any], viewer: User) -> bool:
    touched = [*(pk for pk, *_ in journal.get("edited", ())), *journal.get("founded", ())]
    for chunk in chunks(touched):
        there = Organisation.objects.filter(pk__in=chunk)
        if there.exclude(pk__in=managed_by(viewer).values("pk")).exists():
            return False
    successions = Succession.objects.filter(pk__in=journal.get("successions", ()))
    return all(may_undo(viewer, succession) for succession in successions)
