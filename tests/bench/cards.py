"""Sign-in cards: how many a second are issued, and typeset for the printer."""

import time

from django.utils import timezone

from accounts.cards.actions import issue_cards
from accounts.cards.printing import card_face, cards_pdf
from accounts.models import User
from tests.bench.figures import is_wanted, progress, report

CARDS = 400
"""As many as are printed at a time."""


def measure_cards(only: str) -> None:
    if not is_wanted("cards", only):
        return
    progress("cards …")
    accounts = list(User.objects.filter(username__startswith="nguoi").order_by("pk")[:CARDS])
    began = time.perf_counter()
    cards = issue_cards(accounts=accounts, by=None, now=timezone.now())
    issued = time.perf_counter()
    faces = [
        card_face(card, address="https://lop.example", post="Bí thư", organisation="Chi bộ thôn Nà Chang")
        for card in cards
    ]
    pdf = cards_pdf(
        faces, site_name="Lớp Chi bộ", address="https://lop.example", valid_until=timezone.localdate()
    )
    printed = time.perf_counter()
    report("cards.issued", CARDS / (issued - began), "a second")
    report("cards.printed", CARDS / (printed - issued), "a second")
    report("cards.file", len(pdf), "bytes")
