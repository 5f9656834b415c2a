"""Cards on paper: A4, eight a page, to be cut apart. What is printed never passes through markup."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import segno
import typst
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.cards.actions import IssuedCard
from accounts.cards.rules import as_meant

TEMPLATE = Path(__file__).with_name("cards.typ")


@dataclass(frozen=True, slots=True)
class CardFace:
    """What stands on one card; `url` opens sign-in with the code behind the `#`."""

    name: str
    post: str
    organisation: str
    username: str
    code: str
    url: str


def card_face(card: IssuedCard, *, address: str, post: str = "", organisation: str = "") -> CardFace:
    """The face of a card just issued; `address` is the site's, as people type it."""
    username = card.account.username
    return CardFace(
        name=card.account.full_name,
        post=post,
        organisation=organisation,
        username=username,
        code=card.code,
        url=card_url(username=username, code=card.code, address=address),
    )


def card_url(*, username: str, code: str, address: str) -> str:
    """What stands behind `#` never leaves the phone: no server, log or proxy ever sees the code."""
    way_in = reverse("account_card_of", args=[username])
    return f"{address.rstrip('/')}{way_in}#{as_meant(code)}"


def cards_pdf(cards: Sequence[CardFace], *, site_name: str, address: str, valid_until: date) -> bytes:
    """Set the cards in type, in the order they come in."""
    content = {
        "site": site_name,
        "address": _where_to_type(address),
        "words": _words(valid_until),
        "cards": [{**asdict(card), "qr": _drawing_of(card.url)} for card in cards],
    }
    printed: bytes = typst.compile(
        TEMPLATE, sys_inputs={"content": json.dumps(content)}, ignore_system_fonts=True, pdf_standards="a-2u"
    )
    return printed


def _where_to_type(address: str) -> str:
    """The address of the page for cards, as short as it can be typed."""
    return address.split("://")[-1].rstrip("/") + reverse("account_card").rstrip("/")


def _words(valid_until: date) -> dict[str, object]:
    return {
        "title": _("Sign-in cards"),
        "card": _("Sign-in card"),
        "username": _("User name"),
        "code": _("One-time code"),
        "steps": [
            _("Scan the square with your telephone's camera, or open the address below it."),
            _("Type the code of this card."),
            _("Choose a PIN of 6 digits or more; from then on you sign in with it."),
        ],
        "valid": _("Valid until the end of %(day)s") % {"day": valid_until.strftime("%d/%m/%Y")},
        "secret": _("For you alone: lend it to nobody."),
    }


def _drawing_of(url: str) -> str:
    drawing = BytesIO()
    # One mask for all: trying all eight for each card takes longer than everything else together.
    segno.make_qr(url, error="m", mask=2).save(drawing, kind="svg", xmldecl=False, omitsize=True, border=0)
    return drawing.getvalue().decode()
