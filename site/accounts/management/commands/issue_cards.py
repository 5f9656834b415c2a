"""Sign-in cards from the command line: for the first organisers, before there is a screen to print from."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from accounts.cards.actions import CardsRefused, IssuedCard, issue_cards
from accounts.cards.printing import card_face, card_url, cards_pdf
from accounts.models import User


class Command(BaseCommand):
    help = "Issue a sign-in card for each account and print its address, or all of them into a PDF file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("usernames", nargs="+", metavar="username")
        parser.add_argument("--pdf", type=Path, help="set the cards in type, eight a page, into this file")

    def handle(self, *, usernames: list[str], pdf: Path | None, **options: Any) -> None:
        accounts = [_account(name) for name in usernames]
        try:
            cards = issue_cards(accounts=accounts, by=None, now=timezone.now())
        except CardsRefused as refusal:
            raise CommandError(f"Closed, so no card: {refusal}.") from refusal
        if pdf:
            pdf.write_bytes(_in_type(cards))
        else:
            for card in cards:
                self.stdout.write(f"{card.account.username} {card.code} {_url(card)}")


def _account(username: str) -> User:
    account = User.objects.filter(username=username.lower()).first()
    if account is None:
        raise CommandError(f"There is no account {username}.")
    return account


def _url(card: IssuedCard) -> str:
    return card_url(username=card.account.username, code=card.code, address=settings.WAGTAILADMIN_BASE_URL)


def _in_type(cards: list[IssuedCard]) -> bytes:
    address = settings.WAGTAILADMIN_BASE_URL
    with translation.override(settings.LANGUAGE_CODE):
        return cards_pdf(
            [card_face(card, address=address) for card in cards],
            site_name=settings.WAGTAIL_SITE_NAME,
            address=address,
            valid_until=timezone.localdate(cards[0].expires_at),
        )
