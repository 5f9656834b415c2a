"""Giving and ending roles on somebody's own authority: within what she administers, and no further."""

from datetime import date

from django.db import transaction

from accounts.models import User
from organisations.granting.queries import ADMINISTRATORS, own_grants, roles_given_by
from organisations.granting.rules import outlasts
from organisations.oversight.actions import GrantRefusal, end_grant, grant_role
from organisations.oversight.models import Grant
from organisations.oversight.queries import organisations_overseen_by, people_overseen_by
from organisations.people.models import Person
from organisations.tree.models import Organisation


class NotYoursToGive(GrantRefusal):
    """The organisation, the person or the role lies outside of what the giver administers."""


class AdministersEverything(GrantRefusal):
    """Who administers the whole site is not made the administrator of a part of it."""


class EndedAlready(GrantRefusal):
    """The role has ended, or ends before that day."""


class OwnLastAdministration(GrantRefusal):
    """An administrator who ends her own last role would shut the door behind her."""


@transaction.atomic
def give_role(
    *,
    by: User,
    person: Person,
    role: str,
    organisation: Organisation,
    began: date,
    today: date,
    ended: date | None = None,
    decision: str = "",
) -> Grant:
    """Give a role over an organisation that `by` administers.

    Raises NotYoursToGive, AdministersEverything, GrantedAlready, GrantEndsTooEarly.
    """
    _check_within(by, person, role, organisation, today)
    if role == Grant.Role.ADMINISTRATOR and organisation.parent_id and _is_over_everything(person):
        raise AdministersEverything
    return grant_role(
        person=person,
        role=role,
        organisation=organisation,
        began=began,
        ended=ended,
        decision=decision,
        by=by,
        today=today,
    )


def _check_within(by: User, person: Person, role: str, organisation: Organisation, today: date) -> None:
    places = organisations_overseen_by(by, roles=ADMINISTRATORS, today=today)
    people = people_overseen_by(by, roles=ADMINISTRATORS, today=today)
    is_hers = (
        role in roles_given_by(by)
        and places.filter(pk=organisation.pk, is_open=True).exists()
        and people.filter(pk=person.pk).exists()
    )
    over_everything = role == Grant.Role.ADMINISTRATOR and organisation.parent_id is None
    if not is_hers or (over_everything and not by.is_superuser):
        raise NotYoursToGive


def _is_over_everything(person: Person) -> bool:
    return person.account is not None and person.account.is_superuser


@transaction.atomic
def end_role(*, by: User, grant: Grant, on: date, today: date) -> None:
    """Let a role be held no longer from `on`.

    Raises EndedAlready, OwnLastAdministration, GrantEndsTooEarly.
    """
    held = Grant.objects.select_for_update().get(pk=grant.pk)
    if held.ended is not None and held.ended <= max(on, today):
        raise EndedAlready
    if _is_own_last(by, held, on, today):
        raise OwnLastAdministration
    end_grant(grant=held, on=on, by=by, today=today)


def _is_own_last(by: User, grant: Grant, on: date, today: date) -> bool:
    own = own_grants(by).filter(role=Grant.Role.ADMINISTRATOR)
    if grant not in own:
        return False
    others = own.exclude(pk=grant.pk).filter(began__lte=max(on, today))
    return not any(outlasts(other.ended, max(on, today)) for other in others)
