"""The proposer is told, on her page and by letter, of each step the School takes."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from notifications.actions import tell
from practices.proposals.models import Proposal
from practices.proposals.rules import Move


def tell_proposer(*, proposal: Proposal, move: Move, text: str, now: datetime) -> None:
    """Tell whoever proposed what the School did, in its own words."""
    account = proposal.proposed_by.account
    if account is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        title = {
            Move.ASK: _("The School asks about your cell’s practice"),
            Move.ACCEPT: _("The School has taken up your cell’s practice"),
            Move.DECLINE: _("The School has not taken up your cell’s practice"),
        }[move]
        tell(
            accounts=[account],
            key=f"proposal:{proposal.public_id}:{move}:{now.timestamp():.6f}",
            title=title,
            text=f"{proposal.title}\n\n{text}".strip(),
            address=reverse("practices:proposal", args=[proposal.public_id]),
            now=now,
        )
