"""Between the card and the PIN: whose card has been shown on this device, kept for half an hour.

The card stays open meanwhile. Where the line drops, or the phone runs out, she types it again.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

from accounts.cards.models import SignInCard
from accounts.cards.queries import open_card

_KEY = "sign_in_card"
KEPT_FOR = timedelta(minutes=30)


def keep_card(request: HttpRequest, card: SignInCard, *, now: datetime) -> None:
    request.session[_KEY] = {"card": card.pk, "at": now.timestamp()}


def kept_card(request: HttpRequest, *, now: datetime) -> SignInCard | None:
    kept = request.session.get(_KEY)
    if not kept or now.timestamp() - kept["at"] > KEPT_FOR.total_seconds():
        return None
    return open_card(kept["card"], now=now)


def let_card_go(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)
