"""Reads of sign-in cards. A code is compared by its digest, in the same time whatever is wrong."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.cards.models import SignInCard
from accounts.cards.rules import as_meant
from common.phones import NotAPhoneNumber, normalise_phone


def digest_of(code: str, *, account_id: int) -> str:
    """What is stored of a code: without the site's secret key, no list of codes can be tried on it."""
    return salted_hmac("accounts.cards", f"{account_id}:{code}", algorithm="sha256").hexdigest()


def open_cards(*, now: datetime) -> QuerySet[SignInCard]:
    return SignInCard.objects.filter(used_at=None, revoked_at=None, expires_at__gt=now)


def open_card(pk: int, *, now: datetime) -> SignInCard | None:
    return open_cards(now=now).filter(pk=pk).select_related("account").first()


def card_that_fits(*, name: str, code: str, now: datetime) -> SignInCard | None:
    """The open card of the account called `name` (a user name or a telephone number) with this code."""
    card = open_cards(now=now).filter(_called(name)).select_related("account").first()
    expected = card.code_digest if card else digest_of("", account_id=0)
    fits = constant_time_compare(
        expected, digest_of(as_meant(code), account_id=card.account_id if card else 0)
    )
    return card if fits and as_meant(code) else None


def as_known(name: str) -> str:
    """One spelling for all of a name's, as an account may have it stored."""
    try:
        return normalise_phone(name)
    except NotAPhoneNumber:
        return name.strip().lower()


def _called(name: str) -> Q:
    return Q(account__username=name.strip().lower()) | Q(account__phone=as_known(name))
