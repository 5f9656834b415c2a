"""Whose requests an administrator handles: those of the people in her part of the tree, and no others."""

from django.db.models import QuerySet

from accounts.models import User
from organisations.oversight.models import Grant
from organisations.oversight.queries import has_role, oversees_everything, people_overseen_by
from organisations.people.models import Person

IN_CHARGE = (Grant.Role.ADMINISTRATOR,)
"""The roles that answer for people's data."""


def handles_requests(viewer: User) -> bool:
    """Whether the desk for requests is open to a viewer at all."""
    return has_role(viewer, *IN_CHARGE)


def people_in_charge_of(viewer: User) -> QuerySet[Person]:
    """The people whose requests a viewer handles."""
    return people_overseen_by(viewer, roles=IN_CHARGE)


def writes_notices(viewer: User) -> bool:
    """The notice speaks for the whole platform: only who administers all of it writes it."""
    return oversees_everything(viewer)
