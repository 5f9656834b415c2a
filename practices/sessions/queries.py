"""Who may see which session: those invited, the hosts above it, and the organisers of those invited."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from organisations.oversight.models import Grant
from organisations.oversight.queries import places_overseen_by
from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import within
from practices.sessions.models import DemonstrationSession, Participant

HOSTS = (Grant.Role.HOST, Grant.Role.ORGANISER, Grant.Role.ADMINISTRATOR)
"""Roles that plan and hold sessions of the organisations within their part of the tree."""

State = DemonstrationSession.State


def organisations_hosted_by(viewer: User) -> QuerySet[Organisation]:
    """The open organisations in whose name a viewer may hold a session."""
    places = places_overseen_by(viewer, roles=HOSTS)
    return Organisation.objects.filter(within(places), is_open=True)


def sessions_hosted_by(viewer: User) -> QuerySet[DemonstrationSession]:
    """The sessions that a viewer plans and holds, the latest first."""
    places = places_overseen_by(viewer, roles=HOSTS)
    return DemonstrationSession.objects.filter(within(places, prefix="host__"))


def session_to_host(viewer: User, public_id: UUID) -> DemonstrationSession | None:
    """One of them; None for one that is unknown or another's."""
    found = sessions_hosted_by(viewer).filter(public_id=public_id)
    return found.select_related("host", "practice", "rubric", "chair").first()


def invitations_of(person: Person | None) -> QuerySet[Participant]:
    """A person's own invitations to sessions that have been announced, the latest session first."""
    if not person:
        return Participant.objects.none()
    own = Participant.objects.filter(person=person, withdrawn_at__isnull=True)
    return own.exclude(session__state=State.DRAFT).order_by("-session__starts_at", "-pk")


def invitation_to(person: Person | None, public_id: UUID) -> Participant | None:
    """Her own invitation to a session; None for one she is not invited to."""
    found = invitations_of(person).filter(session__public_id=public_id)
    return found.select_related("session__host", "session__practice", "session__chair").first()
