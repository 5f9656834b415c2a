"""Who is told of a paper that was handed in: the nearest unit above that can judge it."""

from datetime import date

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.oversight.models import Grant
from organisations.oversight.queries import MANAGERS
from organisations.people.models import Person
from organisations.tree.queries import in_force
from organisations.tree.rules import numbers_on


def accounts_above(person: Person, today: date, *, but: int | None) -> list[User]:
    """The accounts of organisers over the nearest unit above one of her posts, never hers, nor `but`."""
    held = Appointment.objects.filter(in_force(today, ended="overseen_until"), person=person)
    above = [numbers_on(path)[:-1] for path in held.values_list("organisation__path", flat=True)]
    grants = Grant.objects.filter(
        in_force(today),
        organisation__in={number for numbers in above for number in numbers},
        role__in=MANAGERS,
        person__account__is_active=True,
    )
    others = grants.exclude(person=person).select_related("person__account")
    by_unit: dict[int, list[User]] = {}
    for grant in others.order_by("pk"):
        if grant.person.account and grant.person.account_id != but:
            by_unit.setdefault(grant.organisation_id, []).append(grant.person.account)
    for depth in range(max(map(len, above), default=0), 0, -1):
        nearest = {numbers[depth - 1] for numbers in above if len(numbers) >= depth}
        if found := [account for unit in sorted(nearest) for account in by_unit.get(unit, ())]:
            return list(dict.fromkeys(found))
    return []
