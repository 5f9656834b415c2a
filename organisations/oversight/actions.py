"""Opening somebody's data, with the log of it; giving a role and ending it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from wagtail.log_actions import log

from accounts.cards.actions import revoke_card
from accounts.models import User
from accounts.roles import GROUPS
from organisations.oversight.models import Grant, Reading
from organisations.oversight.queries import OVERSEERS, people_overseen_by
from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import in_force

BATCH = 1000


class NotOverseen(Http404):
    """There is no such person, or the viewer may not see her: nobody learns which."""


class GrantRefusal(Exception):
    """The role cannot be given or ended so; subclasses say why."""


class GrantedAlready(GrantRefusal):
    """The person holds this role over this organisation."""


class GrantEndsTooEarly(GrantRefusal):
    """A role cannot end before the day it began."""


def access_person(
    *,
    viewer: User,
    public_id: UUID,
    screen: str,
    now: datetime,
    roles: tuple[str, ...] = OVERSEERS,
) -> Person:
    """The person, for a viewer who oversees her, and a line in the log that says so.

    Raises NotOverseen, which answers 404.
    """
    people = people_overseen_by(viewer, roles=roles).select_related("account")
    person = people.filter(public_id=public_id).first()
    if person is None:
        raise NotOverseen
    record_readings(reader=viewer, people=[person.pk], screen=screen, now=now)
    return person


def record_readings(*, reader: User, people: Iterable[int], screen: str, now: datetime) -> None:
    """Write down whose data (by primary keys) somebody was shown; her own is no one else's business."""
    Reading.objects.bulk_create(
        [
            Reading(reader=reader, person_id=pk, screen=screen, at=now)
            for pk in people
            if not _own(reader, pk)
        ],
        BATCH,
    )


def _own(reader: User, person_id: int) -> bool:
    own: Any = getattr(reader, "person", None)
    return own is not None and own.pk == person_id


@transaction.atomic
def grant_role(
    *,
    person: Person,
    role: str,
    organisation: Organisation,
    began: date,
    by: User | None,
    today: date,
    decision: str = "",
    ended: date | None = None,
) -> Grant:
    """Give a role over an organisation and all under it. Raises GrantedAlready, GrantEndsTooEarly."""
    if ended is not None and ended <= began:
        raise GrantEndsTooEarly
    held = Grant.objects.filter(person=person, role=role, organisation=organisation)
    if held.filter(in_force(began)).exists() or held.filter(ended__isnull=True).exists():
        raise GrantedAlready
    grant = Grant.objects.create(
        person=person,
        role=role,
        organisation=organisation,
        began=began,
        ended=ended,
        decision=decision,
        granted_by=by,
    )
    log(instance=grant, action="organisations.grant", user=by, data=_words(grant))
    if person.account:  # a card printed for a learner must not open what the role opens
        revoke_card(account=person.account, now=timezone.now())
    settle_roles(person=person, today=today)
    return grant


@transaction.atomic
def end_grant(*, grant: Grant, on: date, by: User | None, today: date) -> None:
    """End a role from `on`. Raises GrantEndsTooEarly."""
    if on < grant.began:
        raise GrantEndsTooEarly
    grant.ended = on
    grant.save(update_fields=["ended"])
    log(instance=grant, action="organisations.end_grant", user=by, data=_words(grant))
    settle_roles(person=grant.person, today=today)


def _words(grant: Grant) -> dict[str, str]:
    return {
        "person": str(grant.person.public_id),
        "role": grant.role,
        "organisation": str(grant.organisation.public_id),
        "began": str(grant.began),
        "ended": str(grant.ended or ""),
    }


@transaction.atomic
def settle_roles(*, person: Person, today: date) -> None:
    """Bring the authoring site's groups of a person's account to the grants she holds today.

    A group that no grant of hers ever spoke of is left as it is: it was given by other means.
    """
    account = person.account
    if account is None:
        return
    spoken_of = {grant.role for grant in person.grants.all()}
    held = list(person.grants.filter(in_force(today)).select_related("organisation"))
    for role in spoken_of & set(GROUPS):
        group, _ = Group.objects.get_or_create(name=GROUPS[role])
        (account.groups.add if role in {grant.role for grant in held} else account.groups.remove)(group)
    if Grant.Role.ADMINISTRATOR in spoken_of:
        account.is_superuser = any(_is_over_everything(grant) for grant in held)
        account.save(update_fields=["is_superuser"])


def _is_over_everything(grant: Grant) -> bool:
    return grant.role == Grant.Role.ADMINISTRATOR and grant.organisation.parent_id is None
