"""By which ways an account can be reached on this installation, and which of them a notice takes.

`reachable_by` and `unreachable` are for rooms above that print lists of whom to call.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.text_messages import CONSOLE, has_gateway
from notifications.pushing.keys import has_push
from notifications.pushing.queries import living_subscriptions
from notifications.ways.models import Wish
from notifications.ways.rules import Channel, Kind, ways_for

Wishes = Mapping[Channel, bool]


def reachable_by(account: User) -> frozenset[Channel]:
    """By which ways she is really reached: what a demonstration writes to its log reaches no telephone."""
    found = reached_by([account])[account.pk]
    return found - {Channel.TEXT} if settings.TEXT_MESSAGE_GATEWAY == CONSOLE else found


def unreachable(accounts: QuerySet[User]) -> QuerySet[User]:
    """Those of them whom no letter, push or text message reaches."""
    reached: Any = Q(pk__in=[])
    if settings.LETTERS_LEAVE:
        reached |= ~Q(email="")
    if has_gateway() and settings.TEXT_MESSAGE_GATEWAY != CONSOLE:
        reached |= Q(phone__isnull=False)
    if has_push():
        reached |= Exists(living_subscriptions().filter(account=OuterRef("pk")))
    return accounts.exclude(reached)


def reached_by(accounts: Collection[User]) -> dict[int, frozenset[Channel]]:
    """By account; one query, or none where nothing can be pushed."""
    pushed: set[int] = set()
    if has_push():
        found = living_subscriptions().filter(account__in=[account.pk for account in accounts])
        pushed = set(found.values_list("account", flat=True))
    return {account.pk: _ways(account, is_pushed=account.pk in pushed) for account in accounts}


def _ways(account: User, *, is_pushed: bool) -> frozenset[Channel]:
    has = {
        Channel.LETTER: settings.LETTERS_LEAVE and bool(account.email),
        Channel.PUSH: is_pushed,
        Channel.TEXT: has_gateway() and bool(account.phone),
    }
    return frozenset(channel for channel, it_does in has.items() if it_does)


def wishes_of(account: User) -> dict[Kind, dict[Channel, bool]]:
    """What she has chosen."""
    chosen: dict[Kind, dict[Channel, bool]] = defaultdict(dict)
    for wish in Wish.objects.filter(account=account):
        chosen[Kind(wish.kind)][Channel(wish.channel)] = wish.is_on
    return chosen


def ways_of_all(accounts: Collection[User], kind: Kind, *, is_urgent: bool) -> dict[int, frozenset[Channel]]:
    """Which ways something of this kind takes to each; two queries, however many they are."""
    chosen: dict[int, dict[Channel, bool]] = defaultdict(dict)
    for wish in Wish.objects.filter(account__in=[account.pk for account in accounts], kind=kind):
        chosen[wish.account_id][Channel(wish.channel)] = wish.is_on
    return {
        pk: ways_for(kind, reached_by=ways, wishes=chosen[pk], is_urgent=is_urgent)
        for pk, ways in reached_by(accounts).items()
    }
