"""What a cell does with its proposal: begin, keep, send, take back, answer, throw away."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.proposals import rules
from practices.proposals.models import Proposal, ProposalMessage
from practices.proposals.queries import TEXTS, cells_led_by, own_proposals, texts_of
from practices.proposals.rules import Move
from practices.proposals.storing import remove_stored


class CannotDo(Exception):
    """It cannot be done with the proposal as it stands; subclasses say why."""


class NotNow(CannotDo):
    """Its state does not allow it: it has been sent, taken back or decided meanwhile."""


class NotLeading(CannotDo):
    """She holds no post by which she could propose for this cell any more."""


class Incomplete(CannotDo):
    """Something the School cannot do without is not written yet."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names


class ChangedElsewhere(CannotDo):
    """Another device has written since; nothing was replaced. `proposal` is as it stands."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(proposal)
        self.proposal = proposal


@transaction.atomic
def begin_proposal(*, person: Person, organisation: Organisation, now: datetime, today: date) -> Proposal:
    """A draft for a cell that she leads; one in which nothing is written yet is used again.

    Raises NotLeading.
    """
    if organisation not in cells_led_by(person, today):
        raise NotLeading
    nothing = dict.fromkeys(TEXTS, "")
    begun = own_proposals(person).filter(
        organisation=organisation, state=Proposal.State.DRAFT, files=None, messages=None, **nothing
    )
    return begun.first() or Proposal.objects.create(
        proposed_by=person, organisation=organisation, begun_at=now, changed_at=now
    )


def hold(proposal: Proposal) -> Proposal:
    """The proposal as it stands; within a transaction nobody else changes it."""
    held = Proposal.objects.select_for_update(of=("self",)).select_related(
        "organisation", "proposed_by__account"
    )
    return held.get(pk=proposal.pk)


@transaction.atomic
def keep_texts(
    *,
    proposal: Proposal,
    typed: Mapping[str, str],
    known: Collection[UUID],
    now: datetime,
    save: UUID | None = None,
) -> Proposal:
    """Keep what is typed, as the save `save`, where this device knows what it replaces.

    What stands already may be sent as often as one likes: a receipt may have been lost.

    Raises NotNow, ChangedElsewhere.
    """
    standing = hold(proposal)
    if texts_of(standing) == dict(typed):
        return standing
    if not rules.after(standing.state, Move.WRITE):
        raise NotNow
    if not rules.may_replace(standing.saved_as, known):
        raise ChangedElsewhere(standing)
    for name in TEXTS:
        setattr(standing, name, typed[name])
    standing.saved_as, standing.changed_at = save or uuid4(), now
    standing.save(update_fields=[*TEXTS, "saved_as", "changed_at"])
    return standing


@transaction.atomic
def send_proposal(*, proposal: Proposal, now: datetime, today: date, answer: str = "") -> Proposal:
    """Send it to the School, with an answer where the School has asked.

    Raises NotNow, NotLeading, Incomplete.
    """
    standing = hold(proposal)
    state = rules.after(standing.state, Move.SEND)
    if state is None:
        raise NotNow
    if standing.organisation not in cells_led_by(standing.proposed_by, today):
        raise NotLeading
    if names := rules.missing(texts_of(standing)):
        raise Incomplete(names)
    if answer:
        ProposalMessage.objects.create(
            proposal=standing, by=standing.proposed_by.account, is_from_school=False, text=answer, at=now
        )
    standing.state, standing.sent_at, standing.changed_at = state, now, now
    standing.save(update_fields=["state", "sent_at", "changed_at"])
    return standing


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, now: datetime) -> Proposal:
    """Take it back to the draft that it was, while nobody has decided. Raises NotNow."""
    standing = hold(proposal)
    state = rules.after(standing.state, Move.WITHDRAW)
    if state is None:
        raise NotNow
    standing.state, standing.sent_at, standing.changed_at = state, None, now
    standing.save(update_fields=["state", "sent_at", "changed_at"])
    return standing


@transaction.atomic
def discard_draft(*, proposal: Proposal) -> None:
    """Throw a draft away, with what was attached to it. Raises NotNow."""
    standing = hold(proposal)
    if standing.state != Proposal.State.DRAFT:
        raise NotNow
    names = list(standing.files.values_list("stored_as", flat=True))
    standing.delete()
    transaction.on_commit(lambda: remove_stored(names))
