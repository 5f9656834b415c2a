"""Who sees what of the reviews of a session, and what it comes to.

By name to those who hold the session and to the organisers above the host; an organiser above somebody
invited sees hers. Whoever was invited is told the results together, once published, and never a name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet
from django.db.models.functions import Greatest

from accounts.models import User
from organisations.oversight.queries import people_overseen_by
from organisations.people.models import Person
from practices.reviews.models import Commitment, Discussion, Observation
from practices.reviews.rules import FEWEST, Results, results_of
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.queries import session_to_host

State = DemonstrationSession.State


def observation_of(participant: Participant) -> Observation | None:
    """Her own, sent or not, with what she promised."""
    return Observation.objects.filter(participant=participant).prefetch_related("commitments").first()


def participants_reviewed(learners: Iterable[Person] | QuerySet[Person]) -> QuerySet[Participant]:
    """Sessions that these people attended and have written an observation on, the earliest first."""
    found = Participant.objects.filter(
        person__in=learners, attended_at__isnull=False, reviewed_at__isnull=False
    )
    return found.select_related("person").order_by("reviewed_at", "pk")


def first_review_of(person: OuterRef) -> QuerySet[Participant, datetime]:
    """For a subquery: since when somebody has both attended a session and written an observation on it."""
    found = Participant.objects.filter(
        person=person, attended_at__isnull=False, reviewed_at__isnull=False
    ).annotate(both=Greatest("attended_at", "reviewed_at"))
    return found.order_by("both").values_list("both", flat=True)[:1]


# --- Commitments -----------------------------------------------------------------------------------


def commitments_of(person: Person | None) -> QuerySet[Commitment]:
    """What a person has promised in observations that she has sent; what is due first comes first."""
    if not person:
        return Commitment.objects.none()
    own = Commitment.objects.filter(
        observation__participant__person=person, observation__sent_at__isnull=False
    )
    return own.select_related("observation__participant__session__practice").order_by("by", "pk")


def commitment_to_remind_of(public_id: UUID) -> Commitment | None:
    """One that is still to be done, with whoever promised it."""
    open_ones = Commitment.objects.filter(state=Commitment.State.OPEN, observation__sent_at__isnull=False)
    found = open_ones.select_related("observation__participant__person__account")
    return found.filter(public_id=public_id).first()


# --- Everybody's -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reviews:
    """What a viewer sees by name of the reviews of a session: everybody's, or those of her own people."""

    session: DemonstrationSession
    participants: QuerySet[Participant]
    holds_it: bool

    @property
    def observations(self) -> QuerySet[Observation]:
        """Those sent, by the names of who wrote them."""
        sent = Observation.objects.filter(participant__in=self.participants, sent_at__isnull=False)
        promised = Prefetch("commitments", Commitment.objects.order_by("number"))
        return (
            sent.select_related("participant__person")
            .prefetch_related(promised)
            .order_by("participant__person__name_key", "pk")
        )


def reviews_seen_by(viewer: User, public_id: UUID) -> Reviews | None:
    """None for a session that the viewer does not hold and to which nobody of hers was invited."""
    held = session_to_host(viewer, public_id)
    if held:
        return Reviews(held, Participant.objects.filter(session=held), holds_it=True)
    announced = DemonstrationSession.objects.exclude(state=State.DRAFT)
    session = announced.select_related("host", "practice").filter(public_id=public_id).first()
    if session is None:
        return None
    invited = Participant.objects.filter(session=session, withdrawn_at__isnull=True)
    hers = invited.filter(person__in=people_overseen_by(viewer))
    return Reviews(session, hers, holds_it=False) if hers.exists() else None


def results_for_all(session: DemonstrationSession) -> Results | None:
    """The results without a name; None while fewer have written than may be told together."""
    sent = Observation.objects.filter(participant__session=session, sent_at__isnull=False).order_by("pk")
    filled_in = list(sent.values_list("rubric", "points"))
    return results_of(filled_in, fewest=FEWEST) if len(filled_in) >= FEWEST else None


# --- The discussion --------------------------------------------------------------------------------


def discussion_of(session: DemonstrationSession) -> Discussion | None:
    return Discussion.objects.filter(session=session).first()


def published_discussion(session: DemonstrationSession) -> Discussion | None:
    found = discussion_of(session)
    return found if found and found.published_at else None


def has_begun(session: DemonstrationSession, now: datetime) -> bool:
    """Whether there is anything to draw lessons from."""
    return session.state not in (State.DRAFT, State.CANCELLED) and session.starts_at <= now


def accounts_of_those_there(session: DemonstrationSession) -> list[User]:
    there = Participant.objects.filter(
        session=session, attended_at__isnull=False, person__account__isnull=False
    )
    people = [one.person for one in there.select_related("person__account").order_by("pk")]
    return [person.account for person in people if person.account]
