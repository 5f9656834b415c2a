"""Who may see which session: those invited, the hosts above it, and the organisers of those invited."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from wagtail.models import Collection

from accounts.models import User
from common.vietnamese import fold
from media.documents.models import Paper
from media.rubrics.models import Rubric
from organisations.oversight.models import Grant
from organisations.oversight.queries import grants_of, has_role, people_overseen_by, places_overseen_by
from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import within
from practices.sessions.models import DemonstrationSession, Participant, SessionAudience, SessionChange
from practices.sessions.rules import takes_replies

HOSTS = (Grant.Role.HOST, Grant.Role.ORGANISER, Grant.Role.ADMINISTRATOR)
"""Roles that plan and hold sessions of the organisations within their part of the tree."""

State = DemonstrationSession.State
Reply = Participant.Reply
AHEAD = (State.ANNOUNCED, State.UNDER_WAY)


def organisations_hosted_by(viewer: User) -> QuerySet[Organisation]:
    """The open organisations in whose name a viewer may hold a session."""
    places = places_overseen_by(viewer, roles=HOSTS)
    return Organisation.objects.filter(within(places), is_open=True)


def sessions_hosted_by(viewer: User) -> QuerySet[DemonstrationSession]:
    """The sessions that a viewer plans and holds, the latest first."""
    places = places_overseen_by(viewer, roles=HOSTS)
    return DemonstrationSession.objects.filter(within(places, prefix="host__"))


def is_host(viewer: User) -> bool:
    """Whether a viewer may plan sessions anywhere."""
    return has_role(viewer, *HOSTS)


def sole_host_organisation(viewer: User) -> Organisation | None:
    """The organisation over which a viewer is a host, where it is one alone."""
    grants = grants_of(viewer, *HOSTS).values("organisation")
    found = Organisation.objects.filter(pk__in=grants, is_open=True)[:2]
    return found[0] if len(found) == 1 else None


def sessions_by_time(sessions: Iterable[DemonstrationSession], now: datetime) -> dict[str, list[Any]]:
    """Drafts; what is to come, the next first; what is past, the latest first, with what was cancelled."""
    drafts: list[DemonstrationSession] = []
    to_come: list[DemonstrationSession] = []
    past: list[DemonstrationSession] = []
    for one in sessions:
        if one.state == State.DRAFT:
            drafts.append(one)
        else:
            (to_come if _is_ahead(one, now) else past).append(one)
    return {"drafts": drafts, "to_come": sorted(to_come, key=lambda one: one.starts_at), "past": past}


def _is_ahead(session: DemonstrationSession, now: datetime) -> bool:
    return session.state == State.UNDER_WAY or (session.state == State.ANNOUNCED and session.ends_at > now)


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


def audiences_of(session: DemonstrationSession) -> QuerySet[SessionAudience]:
    """The parts of the tree whose posts are invited."""
    return session.audiences.select_related("organisation__parent")


def participants_of(session: DemonstrationSession) -> QuerySet[Participant]:
    """Whoever is invited or came, in the order of names; not those who were taken off the list."""
    listed = Participant.objects.filter(session=session, withdrawn_at__isnull=True)
    return listed.select_related("person__account").order_by("person__name_key", "pk")


def participant_in(session: DemonstrationSession, public_id: UUID) -> Participant | None:
    return participants_of(session).filter(public_id=public_id).first()


def changes_of(session: DemonstrationSession) -> QuerySet[SessionChange]:
    """What was changed since it was announced, the latest first."""
    return SessionChange.objects.filter(session=session)


def guests_asked_for(session: DemonstrationSession, words: str, reply: str) -> QuerySet[Participant]:
    """Those whose name holds the words and who answered so; `no_account`: who cannot be told here."""
    found = participants_of(session)
    for word in fold(words).split():
        found = found.filter(person__search_key__contains=word)
    if reply == "no_account":
        return found.filter(person__account__isnull=True)
    return found.filter(reply=reply) if reply else found


def answers_in_figures(session: DemonstrationSession) -> dict[str, int]:
    """How many gave which answer, and how many cannot be told anything here; one query."""
    listed = participants_of(session).order_by().exclude(origin=Participant.Origin.WALK_IN)
    counts = {reply: Count("pk", filter=Q(reply=reply)) for reply in Reply.values}
    return listed.aggregate(**counts, no_account=Count("pk", filter=Q(person__account__isnull=True)))


def waiting_before(participant: Participant) -> int:
    """How many wait for a place since longer."""
    since = Q(waiting_since__lt=participant.waiting_since)
    since |= Q(waiting_since=participant.waiting_since, pk__lt=participant.pk)
    waiting = Participant.objects.filter(since, session=participant.session_id, reply=Reply.WAITING)
    return waiting.filter(withdrawn_at__isnull=True).count()


def papers_to_give() -> QuerySet[Paper]:
    """Papers that everybody may open, the latest first."""
    guarded = Collection.objects.filter(view_restrictions__isnull=False).values_list("path", flat=True)
    papers: QuerySet[Paper] = Paper.objects.order_by("-created_at", "-pk")
    for path in guarded:
        papers = papers.exclude(collection__path__startswith=path)
    return papers


def papers_of(session: DemonstrationSession) -> list[Paper]:
    """What was given to read, in order."""
    return [one.paper for one in session.papers.select_related("paper")]


def rubrics() -> QuerySet[Rubric]:
    """Those of the sample last: an office's own come first."""
    found: QuerySet[Rubric] = Rubric.objects.order_by("is_sample", "pk")
    return found


# --- Organisers and auditors of those invited ------------------------------------------------------


def invitations_overseen_by(viewer: User) -> QuerySet[Participant]:
    """The invitations of people in a viewer's part of the tree, to sessions that have been announced."""
    listed = Participant.objects.filter(withdrawn_at__isnull=True).exclude(session__state=State.DRAFT)
    return listed.filter(person__in=people_overseen_by(viewer).order_by())


def sessions_with_people_of(viewer: User) -> QuerySet[DemonstrationSession]:
    """The sessions to which people of a viewer's part of the tree are invited, the latest first."""
    return DemonstrationSession.objects.filter(
        pk__in=invitations_overseen_by(viewer).order_by().values("session")
    ).select_related("host", "practice", "chair")


# --- What a learner's pages show -------------------------------------------------------------------


def invitations_to_come(person: Person | None, now: datetime) -> QuerySet[Participant]:
    """Her invitations to announced sessions that are not over, the next first."""
    ahead = invitations_of(person).filter(session__ends_at__gt=now, session__state__in=AHEAD)
    return ahead.select_related("session__host").order_by("session__starts_at", "pk")


def invitations_by_time(person: Person | None, now: datetime) -> dict[str, list[Participant]]:
    """Her invitations: to sessions to come, the next first; to past ones, the latest first."""
    found = list(invitations_of(person).select_related("session__host"))
    to_come = [one for one in found if _is_ahead(one.session, now)]
    to_come.reverse()
    return {"to_come": to_come, "past": [one for one in found if not _is_ahead(one.session, now)]}


def presses(invitation: Participant, now: datetime) -> bool:
    """Whether it waits for her answer, or is one that she attends today."""
    if invitation.reply == Reply.COMING:
        return timezone.localdate(invitation.session.starts_at) == timezone.localdate(now)
    return invitation.reply == Reply.NONE and may_reply(invitation.session, now)


def may_reply(session: DemonstrationSession, now: datetime) -> bool:
    return takes_replies(
        state=session.state,
        reply_by=session.reply_by,
        today=timezone.localdate(now),
        now=now,
        starts_at=session.starts_at,
    )
