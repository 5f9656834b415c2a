"""Reads for cards: who holds a post where, and how far her account has come."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts.cards.models import SignInCard
from accounts.models import User
from accounts.queries import AccountState, account_states, who_enter_the_authoring_site
from organisations.appointments.models import Appointment
from organisations.appointments.queries import RANK, serving_on
from organisations.cards.rules import is_chosen_at_first
from organisations.oversight.actions import NotOverseen
from organisations.oversight.queries import (
    MANAGERS,
    people_overseen_by,
    places_overseen_by,
    role_holders,
)
from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import within

Kind = AccountState.Kind


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody to print a card for: her post within the viewer's sight, and the state of her account."""

    person: Person
    post: Appointment | None
    state: AccountState | None
    enters_the_authoring_site: bool

    @property
    def kind(self) -> str:
        return self.state.kind if self.state else ""

    @property
    def may_print(self) -> bool:
        return not self.enters_the_authoring_site and self.kind != Kind.CLOSED

    @property
    def has_open_card(self) -> bool:
        return self.kind == Kind.CARD_OPEN

    @property
    def is_chosen_at_first(self) -> bool:
        return is_chosen_at_first(
            may_print=self.may_print,
            has_signed_in=bool(self.state and self.state.last_login),
            has_open_card=self.has_open_card,
        )


def posts_to_print(
    organisation: Organisation, posts: Collection[str], *, today: date
) -> QuerySet[Appointment]:
    """The posts held today in an organisation and all that stand open within it."""
    places = within([organisation.path], prefix="organisation__")
    held = serving_on(today).filter(places, organisation__is_open=True, post__in=posts)
    return _in_order(held)


def holders_of(viewer: User, posts: Iterable[Appointment], *, now: datetime) -> list[Holder]:
    """Who holds these posts, each person once, by the first of them."""
    first: dict[int, Appointment] = {}
    for post in posts:
        first.setdefault(post.person_id, post)
    return _with_states(viewer, [(post.person, post) for post in first.values()], now)


def holders_chosen(viewer: User, chosen: Collection[UUID], *, today: date, now: datetime) -> list[Holder]:
    """Those people, in the order of their organisations. Raises NotOverseen where one is out of sight."""
    seen = people_overseen_by(viewer, roles=MANAGERS).filter(public_id__in=chosen)
    people = {person.pk: person for person in seen.select_related("account")}
    if len(people) != len(set(chosen)):
        raise NotOverseen
    places = within(places_overseen_by(viewer, roles=MANAGERS), prefix="organisation__")
    held = _in_order(serving_on(today).filter(places, person__in=people))
    pairs: dict[int, tuple[Person, Appointment | None]] = {}
    for post in held:
        pairs.setdefault(post.person_id, (people[post.person_id], post))
    for person in people.values():
        pairs.setdefault(person.pk, (person, None))
    return _with_states(viewer, list(pairs.values()), now)


def cards_of(account: User) -> QuerySet[SignInCard]:
    """Every card an account was ever given, the latest first."""
    return SignInCard.objects.filter(account=account).select_related("issued_by")


def printed_since(accounts: Collection[int], moment: datetime) -> QuerySet[SignInCard]:
    """Cards of these accounts that were issued after a moment."""
    return SignInCard.objects.filter(account__in=accounts, issued_at__gt=moment)


def _in_order(posts: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """As cards are handed out: place by place, the secretary first."""
    return posts.select_related("person__account", "organisation__parent").order_by(
        "organisation__kind__rank", "organisation__name_key", "organisation", RANK, "person__name_key", "pk"
    )


def _with_states(viewer: User, pairs: list[tuple[Person, Appointment | None]], now: datetime) -> list[Holder]:
    accounts = [person.account for person, _post in pairs if person.account]
    states = account_states([account.pk for account in accounts], now=now)
    barred = set() if viewer.is_superuser else who_enter_the_authoring_site(accounts)
    with_roles = set() if viewer.is_superuser else role_holders([person.pk for person, _post in pairs])
    return [
        Holder(
            person=person,
            post=post,
            state=states.get(person.account_id) if person.account_id else None,
            enters_the_authoring_site=person.account_id in barred or person.pk in with_roles,
        )
        for person, post in pairs
    ]
