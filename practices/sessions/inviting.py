"""Inviting: by posts within a part of the tree, by name; taking back; catching up with new posts."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import within
from practices.sessions.counting import locked, settle_counts
from practices.sessions.invitations import Meant, day_of, meant_by, meant_by_name, not_yet_invited
from practices.sessions.models import DemonstrationSession, Participant, SessionAudience
from practices.sessions.replying import fill_places
from practices.sessions.rules import ANNOUNCED, takes_invitations
from practices.sessions.telling import tell_invited, tell_withdrawn

Origin = Participant.Origin
Reply = Participant.Reply


class InvitationsClosed(Exception):
    """A session that has begun, or was cancelled, invites nobody any more."""


class Attended(Exception):
    """Whoever was there stays in the list."""


@transaction.atomic
def invite_posts(
    *, session: DemonstrationSession, organisation: Organisation, posts: Sequence[str], now: datetime
) -> int:
    """Invite whoever holds one of `posts` within a part of the tree; how many were new.

    Posts come to those asked for there before. Raises InvitationsClosed.
    """
    held = _held_open(session)
    audience, _ = SessionAudience.objects.get_or_create(session=held, organisation=organisation)
    audience.posts = sorted({*audience.posts, *posts})
    audience.save(update_fields=["posts"])
    return _refresh(held, now)


@transaction.atomic
def invite_people(*, session: DemonstrationSession, people: Sequence[Person], now: datetime) -> int:
    """Invite people by name; one who was taken off the list comes back. Raises InvitationsClosed."""
    held = _held_open(session)
    meant = meant_by_name(people, day_of(held))
    back = Participant.objects.filter(session=held, person__in=people, withdrawn_at__isnull=False)
    returned = list(back)
    back.update(
        withdrawn_at=None, reply=Reply.NONE, replied_at=None, waiting_since=None, why_not="", invited_at=now
    )
    made = _enter(held, not_yet_invited(held, meant), Origin.NAME, now)
    settle_counts(held)
    if held.state == ANNOUNCED:
        tell_invited(held, [*returned, *made], now)
    return len(returned) + len(made)


@transaction.atomic
def refresh_invitations(*, session: DemonstrationSession, now: datetime) -> int:
    """Invite whoever has come to a post since; how many were new. Raises InvitationsClosed."""
    return _refresh(_held_open(session), now)


def _refresh(session: DemonstrationSession, now: datetime) -> int:
    audiences = session.audiences.select_related("organisation")
    new = not_yet_invited(session, meant_by(audiences, day_of(session)))
    made = _enter(session, new, Origin.AUDIENCE, now)
    settle_counts(session)
    if session.state == ANNOUNCED:
        tell_invited(session, made, now)
    return len(made)


@transaction.atomic
def take_back(*, session: DemonstrationSession, participant: Participant, now: datetime) -> None:
    """Somebody is no longer invited; whoever waits longest gets the place.

    Raises InvitationsClosed, Attended.
    """
    held = _held_open(session)
    _withdraw(held, Participant.objects.filter(pk=participant.pk, session=held), now)


@transaction.atomic
def take_back_posts(*, session: DemonstrationSession, audience: SessionAudience, now: datetime) -> int:
    """Those of one part of the tree are no longer invited, but for whom another invitation means.

    Raises InvitationsClosed.
    """
    held = _held_open(session)
    place = within([audience.organisation.path], prefix="organisation__")
    audience.delete()
    kept = {one.person.pk for one in meant_by(held.audiences.select_related("organisation"), day_of(held))}
    listed = Participant.objects.filter(place, session=held, origin=Origin.AUDIENCE, attended_at__isnull=True)
    gone = [pk for pk, person in listed.values_list("pk", "person") if person not in kept]
    return _withdraw(held, Participant.objects.filter(pk__in=gone), now)


def _withdraw(session: DemonstrationSession, rows: QuerySet[Participant], now: datetime) -> int:
    found = list(rows.filter(withdrawn_at__isnull=True).select_related("person"))
    if any(one.attended_at for one in found):
        raise Attended
    if session.state == ANNOUNCED:
        tell_withdrawn(session, found, now)
        rows.update(withdrawn_at=now, reply=Reply.NONE, waiting_since=None)
    else:  # nobody has heard of a draft: nothing is to be remembered
        rows.delete()
    settle_counts(session)
    fill_places(session, now)
    return len(found)


def _held_open(session: DemonstrationSession) -> DemonstrationSession:
    held = locked(session)
    if not takes_invitations(held.state):
        raise InvitationsClosed
    return held


def _enter(
    session: DemonstrationSession, meant: Sequence[Meant], origin: str, now: datetime
) -> list[Participant]:
    return Participant.objects.bulk_create(
        [
            Participant(
                session=session,
                person=one.person,
                organisation=one.organisation,
                organisation_name=one.organisation_name,
                origin=origin,
                invited_at=now,
            )
            for one in meant
        ],
        500,
    )
