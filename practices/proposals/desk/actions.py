"""What the School does with a proposal: ask back, take it up as a draft of a page, or not take it up."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from practices.exemplars.models import PracticePage
from practices.proposals import rules
from practices.proposals.actions import hold
from practices.proposals.desk.drafting import Chosen, draft_page
from practices.proposals.models import Proposal, ProposalMessage
from practices.proposals.rules import Move
from practices.proposals.telling import tell_proposer


class CannotDecide(Exception):
    """Nothing was done; subclasses say why."""


class NotWaiting(CannotDecide):
    """Somebody else was faster: it was asked about, decided or taken back. `proposal` is as it stands."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(proposal)
        self.proposal = proposal


class TextChanged(CannotDecide):
    """The cell has changed its text since it was read here."""


class NoConsent(CannotDecide):
    """The consent of the cell's committee is not recorded."""


@dataclass(frozen=True, slots=True)
class Read:
    """A proposal as a member of the School read it; `save` names the text."""

    proposal: Proposal
    save: UUID
    by: User


@transaction.atomic
def ask_back(*, read: Read, text: str, now: datetime) -> Proposal:
    """Ask the cell something. Raises NotWaiting, TextChanged."""
    standing = _moved(read, Move.ASK)
    ProposalMessage.objects.create(proposal=standing, by=read.by, is_from_school=True, text=text, at=now)
    standing.save(update_fields=["state"])
    _conclude(standing, Move.ASK, read.by, text, now)
    return standing


@transaction.atomic
def decline(*, read: Read, reason: str, now: datetime) -> Proposal:
    """Not take it up, and say why. Raises NotWaiting, TextChanged."""
    standing = _moved(read, Move.DECLINE)
    ProposalMessage.objects.create(proposal=standing, by=read.by, is_from_school=True, text=reason, at=now)
    _decide(standing, read.by, now)
    _conclude(standing, Move.DECLINE, read.by, reason, now)
    return standing


@transaction.atomic
def accept(*, read: Read, chosen: Chosen, now: datetime) -> PracticePage:
    """Take it up: a draft of a page, filled from it, which goes the usual way to publication.

    Raises NoConsent, NotWaiting, TextChanged.
    """
    if not chosen.consent.strip():
        raise NoConsent
    standing = _moved(read, Move.ACCEPT)
    standing.consent = chosen.consent.strip()
    standing.page = draft_page(proposal=standing, chosen=chosen, by=read.by)
    _decide(standing, read.by, now)
    _conclude(standing, Move.ACCEPT, read.by, "", now)
    return standing.page


def _moved(read: Read, move: Move) -> Proposal:
    """The proposal, held and moved on, not yet stored."""
    standing = hold(read.proposal)
    state = rules.after(standing.state, move)
    if state is None:
        raise NotWaiting(standing)
    if standing.saved_as != read.save:
        raise TextChanged
    standing.state = state
    return standing


def _decide(standing: Proposal, by: User, now: datetime) -> None:
    standing.decided_by, standing.decided_at = by, now
    standing.save(update_fields=["state", "decided_by", "decided_at", "consent", "page"])


def _conclude(standing: Proposal, move: Move, by: User, text: str, now: datetime) -> None:
    log(instance=standing, action=f"practices.{move}_proposal", user=by, data={"text": text})
    tell_proposer(proposal=standing, move=move, text=text, now=now)
