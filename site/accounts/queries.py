"""Reads of accounts: how far each one has come, and who works behind the scenes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.cards.models import SignInCard
from accounts.models import User


@dataclass(frozen=True, slots=True)
class AccountState:
    """How far an account has come, for lists of people."""

    class Kind(models.TextChoices):
        CLOSED = "closed", _("Account closed")
        CARD_OPEN = "card_open", _("Card not used yet")
        SIGNED_IN = "signed_in", _("Has signed in")
        NEVER = "never", _("Has never signed in")

    kind: Kind
    last_login: datetime | None
    card_until: datetime | None


def account_states(account_ids: Collection[int], *, now: datetime) -> dict[int, AccountState]:
    """The state of each account by its id; one query, however many there are."""
    open_card = SignInCard.objects.filter(
        account=OuterRef("pk"), used_at=None, revoked_at=None, expires_at__gt=now
    )
    facts = User.objects.filter(pk__in=account_ids).values_list(
        "pk", "is_active", "last_login", Subquery(open_card.values("expires_at")[:1])
    )
    return {
        pk: AccountState(_kind(is_active, last_login, card_until), last_login, card_until)
        for pk, is_active, last_login, card_until in facts.order_by()
    }


def _kind(is_active: bool, last_login: datetime | None, card_until: datetime | None) -> AccountState.Kind:
    if not is_active:
        return AccountState.Kind.CLOSED
    if card_until:
        return AccountState.Kind.CARD_OPEN
    return AccountState.Kind.SIGNED_IN if last_login else AccountState.Kind.NEVER


def who_enter_the_authoring_site(accounts: Iterable[User]) -> set[int]:
    """The ids of those among `accounts` who may enter it; one query."""
    allowed = User.objects.with_perm("wagtailadmin.access_admin")
    return set(
        allowed.filter(pk__in=[account.pk for account in accounts]).order_by().values_list("pk", flat=True)
    )
