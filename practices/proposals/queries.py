"""Who may propose for which cell, and whose proposals somebody sees."""

from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from organisations.appointments.models import Appointment
from organisations.appointments.queries import serving_on
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.proposals.models import Proposal, ProposalFile, ProposalMessage

TEXTS = ("title", "problem", "steps", "conditions", "results", "limits", "contact_name", "consent")
"""What a cell writes."""
LEADERS = (Appointment.Post.SECRETARY, Appointment.Post.DEPUTY)
State = Proposal.State


def posts_leading_a_cell(person: Person | None, today: date) -> QuerySet[Appointment]:
    """The posts by which somebody leads a cell today."""
    if not person:
        return Appointment.objects.none()
    held = serving_on(today).filter(person=person, post__in=LEADERS)
    open_cells = held.filter(organisation__kind__is_cell=True, organisation__is_open=True)
    return open_cells.select_related("organisation__parent").order_by("organisation__name", "pk")


def cells_led_by(person: Person | None, today: date) -> list[Organisation]:
    """The cells that somebody may propose for, each once."""
    found = {post.organisation_id: post.organisation for post in posts_leading_a_cell(person, today)}
    return list(found.values())


def own_proposals(person: Person | None) -> QuerySet[Proposal]:
    """What somebody has proposed or begun to, what she touched last first."""
    if not person:
        return Proposal.objects.none()
    return Proposal.objects.filter(proposed_by=person).select_related("organisation")


def own_proposal(person: Person | None, public_id: UUID) -> Proposal | None:
    return own_proposals(person).filter(public_id=public_id).first()


def own_file(person: Person | None, proposal: UUID, file: UUID) -> ProposalFile | None:
    """A file that somebody sent herself."""
    if not person:
        return None
    own = ProposalFile.objects.filter(proposal__proposed_by=person, proposal__public_id=proposal)
    return own.filter(public_id=file).first()


def files_of(proposal: Proposal) -> list[ProposalFile]:
    return list(ProposalFile.objects.filter(proposal=proposal))


def messages_of(proposal: Proposal) -> list[ProposalMessage]:
    """What was asked and answered, the first one first."""
    return list(ProposalMessage.objects.filter(proposal=proposal))


def texts_of(proposal: Proposal) -> dict[str, str]:
    return {name: getattr(proposal, name) for name in TEXTS}


def proposals_sent() -> QuerySet[Proposal]:
    """What the School sees: everything that a cell has sent and not taken back."""
    return Proposal.objects.exclude(state=State.DRAFT).select_related("organisation__parent")


def counts_by_state() -> dict[str, int]:
    rows = proposals_sent().order_by().values_list("state").annotate(Count("pk"))
    return dict(rows)


def waiting_count() -> int:
    """How many proposals wait for the School."""
    return Proposal.objects.filter(state=State.SENT).count()
