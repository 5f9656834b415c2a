"""What is done with sign-in cards: issue them, take one back, use one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions import end_sessions
from accounts.cards.models import SignInCard
from accounts.cards.queries import digest_of, open_cards
from accounts.cards.rules import as_printed, new_code
from accounts.models import User
from accounts.queries import who_enter_the_authoring_site


class CardsRefused(Exception):
    """No card may be issued for some of these accounts; `accounts` says for which."""

    def __init__(self, accounts: list[User]) -> None:
        super().__init__(", ".join(account.username for account in accounts))
        self.accounts = accounts


class ClosedAccount(CardsRefused):
    """A closed account is opened first."""


class NotYoursToIssue(CardsRefused):
    """Who enters the authoring site gets a card from an administrator alone: a card is a way in."""


class CardNoLongerOpen(Exception):
    """The card was used, revoked or ran out while its holder was choosing a PIN."""


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A new card; the one moment at which its code is known."""

    account: User
    code: str
    expires_at: datetime


@transaction.atomic
def issue_cards(
    *, accounts: Iterable[User], by: User | None, now: datetime, valid_for: timedelta | None = None
) -> list[IssuedCard]:
    """Issue a card for each account; an open one it has is revoked, its password stays as it is.

    `by` is who issues them; none is the operator at the command line. Raises ClosedAccount or
    NotYoursToIssue, and then nothing has been issued.
    """
    named = list(dict.fromkeys(accounts))
    held = {account.pk: account for account in _locked(named)}
    _refuse_where_not_allowed(list(held.values()), by)
    expires_at = _end_of_day(now + (valid_for or timedelta(days=settings.SIGN_IN_CARD_DAYS)))
    SignInCard.objects.filter(account__in=held, used_at=None, revoked_at=None).update(revoked_at=now)
    issued = [IssuedCard(held[account.pk], new_code(), expires_at) for account in named if account.pk in held]
    SignInCard.objects.bulk_create(_remembered(card, by, now) for card in issued)
    return [IssuedCard(card.account, as_printed(card.code), card.expires_at) for card in issued]


@transaction.atomic
def revoke_card(*, account: User, now: datetime) -> bool:
    """Take back the open card of `account`; whether there was one."""
    return bool(open_cards(now=now).filter(account=account).update(revoked_at=now))


@transaction.atomic
def set_secret_by_card(*, card: SignInCard, secret: str, now: datetime) -> User:
    """Use `card`: its account gets `secret` as its PIN or password, and is signed out everywhere.

    Raises CardNoLongerOpen where somebody was quicker, or where the account has come to enter the
    authoring site since somebody printed the card who may not open that.
    """
    issuer = card.issued_by
    if issuer is not None and not issuer.is_superuser and who_enter_the_authoring_site([card.account]):
        raise CardNoLongerOpen
    if not open_cards(now=now).filter(pk=card.pk).update(used_at=now):
        raise CardNoLongerOpen
    account = card.account
    account.set_password(secret)
    account.save(update_fields=["password"])
    end_sessions(account=account)
    return account


def _end_of_day(moment: datetime) -> datetime:
    """A card says until the end of which day it is valid."""
    return timezone.make_aware(datetime.combine(timezone.localdate(moment), time.max))


def _locked(accounts: list[User]) -> list[User]:
    """Two organisers who print for the same cell at once: the second one's cards are those that work."""
    wanted = User.objects.filter(pk__in=[account.pk for account in accounts])
    return list(wanted.order_by("pk").select_for_update())


def _refuse_where_not_allowed(accounts: list[User], by: User | None) -> None:
    if closed := [account for account in accounts if not account.is_active]:
        raise ClosedAccount(closed)
    if by is None or by.is_superuser:
        return
    above = who_enter_the_authoring_site(accounts)
    if refused := [account for account in accounts if account.pk in above]:
        raise NotYoursToIssue(refused)


def _remembered(card: IssuedCard, by: User | None, now: datetime) -> SignInCard:
    return SignInCard(
        account=card.account,
        code_digest=digest_of(card.code, account_id=card.account.pk),
        issued_at=now,
        issued_by=by,
        expires_at=card.expires_at,
    )
