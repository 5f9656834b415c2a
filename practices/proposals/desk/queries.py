"""What the School looks at."""

from uuid import UUID

from django.db.models import QuerySet

from organisations.appointments.models import Appointment
from organisations.appointments.queries import serving_on
from practices.proposals.models import Proposal, ProposalFile
from practices.proposals.queries import LEADERS, State, proposals_sent

WAITING = State.SENT


def proposals_in(state: str) -> QuerySet[Proposal]:
    """What waits stands by how long it has waited; the rest by what was touched last."""
    found = proposals_sent()
    if state not in State.values:
        return found
    order = ("sent_at", "pk") if state == WAITING else ("-changed_at", "-pk")
    return found.filter(state=state).order_by(*order)


def proposal_read(public_id: UUID) -> Proposal | None:
    related = proposals_sent().select_related(
        "organisation__parent", "proposed_by__account", "decided_by", "page"
    )
    return related.filter(public_id=public_id).first()


def file_sent(public_id: UUID) -> ProposalFile | None:
    """A file of a proposal that the School sees."""
    sent = ProposalFile.objects.filter(proposal__in=proposals_sent().order_by().values("pk"))
    return sent.select_related("proposal").filter(public_id=public_id).first()


def post_of_proposer(proposal: Proposal) -> Appointment | None:
    """The post by which she spoke for the cell when she sent it; None where it is not on record any more."""
    if proposal.sent_at is None:
        return None
    held = serving_on(proposal.sent_at.date()).filter(
        person=proposal.proposed_by_id, organisation=proposal.organisation_id, post__in=LEADERS
    )
    return held.first()
