"""Reads of roles: those within what somebody administers, and her own."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet
from wagtail.log_actions import registry as log_registry
from wagtail.models import ModelLogEntry

from accounts.models import User
from organisations.granting.rules import ENDED, IN_FORCE, TO_COME, WRITES_FOR_ALL
from organisations.oversight.models import Grant
from organisations.oversight.queries import grants_seen_by
from organisations.people.models import Person
from organisations.people.queries import search_people
from organisations.tree.models import Organisation
from organisations.tree.queries import in_force, within

ADMINISTRATORS = (Grant.Role.ADMINISTRATOR,)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants listed; empty is all there is."""

    text: str = ""
    role: str = ""
    organisation: Organisation | None = None
    state: str = IN_FORCE


def grants_listed(viewer: User, wish: Wish, *, today: date) -> QuerySet[Grant]:
    """The roles that a viewer administers and asked for, by name of who holds them."""
    grants = grants_seen_by(viewer, today=today).select_related("person", "organisation__parent")
    if wish.role:
        grants = grants.filter(role=wish.role)
    if wish.organisation:
        grants = grants.filter(within([wish.organisation.path], prefix="organisation__"))
    if wish.text:
        grants = grants.filter(person__in=search_people(Person.objects.all(), wish.text))
    return grants.filter(_state(wish.state, today)).order_by("person__name_key", "-began", "-pk")


def grant_seen_by(viewer: User, public_id: UUID, *, today: date) -> Grant | None:
    """One role, where the viewer administers what it is over."""
    grants = grants_seen_by(viewer, today=today).select_related("person", "organisation__parent")
    return grants.filter(public_id=public_id).first()


def own_grants(viewer: User) -> QuerySet[Grant]:
    """What somebody was given herself, whenever."""
    return Grant.objects.filter(person__account_id=viewer.pk).select_related("organisation__parent")


def history_of(grant: Grant) -> QuerySet[ModelLogEntry]:
    """Who gave it and who ended it, as the log has it."""
    entries: QuerySet[ModelLogEntry] = log_registry.get_logs_for_instance(grant)
    return entries.select_related("user").order_by("timestamp", "pk")


def roles_given_by(viewer: User) -> list[Grant.Role]:
    """The roles that somebody may give: those that write for everybody only an administrator of it all."""
    return [role for role in Grant.Role if viewer.is_superuser or role not in WRITES_FOR_ALL]


def _state(state: str, today: date) -> Q:
    states = {
        IN_FORCE: in_force(today),
        TO_COME: Q(began__gt=today) & (Q(ended__isnull=True) | Q(ended__gt=F("began"))),
        ENDED: Q(ended__lte=today) | Q(ended=F("began")),
    }
    return states.get(state, Q())
