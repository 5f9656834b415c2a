"""The sample's demonstration sessions: a plan to copy, one that was held and reviewed, one to come.

Their days follow from the day on which the sample is loaded.
"""

import json
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from media.regulations.models import Regulation
from media.rubrics.models import Rubric, RubricBand, RubricCriterion
from organisations.appointments.models import Appointment
from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import within
from practices.checkin.models import CheckIn
from practices.exemplars.models import Practice
from practices.reviews.actions import (
    Filled,
    Promise,
    keep_discussion,
    publish_discussion,
    send_observation,
    settle_commitment,
)
from practices.reviews.models import Commitment
from practices.reviews.rules import eve_of_next_meeting
from practices.sessions.models import DemonstrationSession, Participant, SessionAudience
from samples.curriculum import curriculum
from samples.organisations import sample_organisation

DATA = Path(__file__).parent / "data" / "sessions.json"
RUBRIC = "r_sinh_hoat"
HOST, NEXT_HOST = "xa-b-02", "xa-b-06"
INVITED_FROM = ("xa-a", "xa-b")
POSTS = ["secretary", "deputy"]
AGO, AHEAD = timedelta(days=14), timedelta(days=10)
EVENING, AFTERNOON = time(19, 0), time(14, 0)
LASTS = timedelta(minutes=165)
A_DAY = timedelta(days=1)

State, Reply = DemonstrationSession.State, Participant.Reply
Entry = dict[str, Any]


@cache
def entries() -> Entry:
    data: Entry = json.loads(DATA.read_text(encoding="utf-8"))
    return data


@transaction.atomic
def load_sessions(*, now: datetime) -> None:
    """Load them, unless any sample session stands already."""
    if DemonstrationSession.objects.filter(is_sample=True).exists():
        return
    rubric = load_rubric()
    _plan(entries()["template"], HOST, rubric, _at(now + 2 * AHEAD, EVENING), State.DRAFT)
    _hold(entries()["past"], rubric, now)
    _announce(entries()["to_come"], rubric, now)


def load_rubric() -> Rubric:
    """The rubric of the sample, made where it is missing."""
    standing: Rubric | None = Rubric.objects.filter(code=RUBRIC).first()
    if standing:
        return standing
    [entry] = [one for one in curriculum()["rubrics"] if one["id"] == RUBRIC]
    source = Regulation.objects.filter(code=entry["source"]).first()
    made: Rubric = Rubric.objects.create(
        code=RUBRIC, title=entry["title"], note=entry["note"], source=source, is_sample=True
    )
    for place, one in enumerate(entry["criteria"]):
        RubricCriterion.objects.create(
            rubric=made,
            code=one["id"],
            title=one["title"],
            most_points=one["max_points"],
            indicators="\n".join(one["indicators"]),
            sort_order=place,
        )
    for place, band in enumerate(entry["bands"]):
        RubricBand.objects.create(
            rubric=made, least_percent=band["min"], title=band["title"], sort_order=place
        )
    return made


def _plan(
    entry: Entry, host: str, rubric: Rubric, starts_at: datetime, state: str = State.ANNOUNCED
) -> DemonstrationSession:
    """A session as its host wrote it, with whoever it invites."""
    organisation = sample_organisation(host)
    made_at = starts_at - timedelta(days=20)
    session = DemonstrationSession.objects.create(
        state=state,
        title=entry["title"],
        kind=entry["kind"],
        host=organisation,
        practice=Practice.objects.filter(title=entry.get("practice", "")).first(),
        rubric=rubric,
        chair=_secretary_of(organisation),
        starts_at=starts_at,
        ends_at=starts_at + LASTS,
        place=entry["place"],
        programme="\n".join(entry["programme"]),
        to_prepare=entry["to_prepare"],
        reply_by=timezone.localdate(starts_at) - 2 * A_DAY,
        is_sample=True,
        made_at=made_at,
        announced_at=None if state == State.DRAFT else made_at + A_DAY,
    )
    for code in INVITED_FROM:
        SessionAudience.objects.create(session=session, organisation=sample_organisation(code), posts=POSTS)
    return session


def _announce(entry: Entry, rubric: Rubric, now: datetime) -> None:
    session = _plan(entry, NEXT_HOST, rubric, _at(now + AHEAD, AFTERNOON))
    for name, participant in _invite(session, now - 2 * A_DAY).items():
        if name in entry["coming"]:
            _reply(participant, Reply.COMING, now - A_DAY)
    _count(session)


def _hold(entry: Entry, rubric: Rubric, now: datetime) -> None:
    """Invited, checked in, reviewed, discussed, closed."""
    starts_at = _at(now - AGO, EVENING)
    session = _plan(entry, HOST, rubric, starts_at, State.REVIEWING)
    people = _invite(session, session.made_at + A_DAY)
    for name, participant in people.items():
        if name in entry["not_there"]:
            why = entry["not_there"][name]
            _reply(participant, Reply.NOT_COMING if why else Reply.NONE, starts_at - 3 * A_DAY, why)
        else:
            _reply(participant, Reply.COMING, starts_at - 4 * A_DAY)
            _check_in(participant, starts_at - timedelta(minutes=10))
    for number, one in enumerate(entry["observations"]):
        if one["who"] in people:
            _observe(people[one["who"]], one, starts_at + timedelta(hours=3, minutes=7 * number), now)
    discussion = keep_discussion(
        session=session,
        notes=entry["notes"],
        summary=entry["summary"],
        by=None,
        now=starts_at + timedelta(hours=4),
    )
    publish_discussion(discussion=discussion, now=starts_at + A_DAY)
    session.state, session.closed_at = State.CLOSED, starts_at + 3 * A_DAY
    session.save(update_fields=["state", "closed_at"])
    _count(session)


def _invite(session: DemonstrationSession, at: datetime) -> dict[str, Participant]:
    """Whoever holds one of the posts in the communes invited, by name; the chair is at home there."""
    places = [sample_organisation(code).path for code in INVITED_FROM]
    held_there = within(places, prefix="organisation__")
    found = Appointment.objects.filter(held_there, post__in=POSTS, ended__isnull=True, person__is_sample=True)
    return {
        held.person.full_name: Participant.objects.create(
            session=session,
            person=held.person,
            organisation=held.organisation,
            organisation_name=held.organisation.name,
            origin=Participant.Origin.AUDIENCE,
            invited_at=at,
        )
        for held in found.select_related("person", "organisation").order_by("person__name_key", "pk")
        if held.person_id != session.chair_id
    }


def _reply(participant: Participant, reply: str, at: datetime, why: str = "") -> None:
    participant.reply, participant.why_not = reply, why
    participant.replied_at = None if reply == Reply.NONE else at
    participant.save(update_fields=["reply", "why_not", "replied_at"])


def _check_in(participant: Participant, at: datetime) -> None:
    CheckIn.objects.create(
        id=uuid5(NAMESPACE_URL, f"lop-chi-bo:check-in:{participant.public_id}"),
        session=participant.session,
        person=participant.person,
        how=CheckIn.How.TICKED,
        at=at,
        received_at=at,
    )
    participant.attended_at, participant.attended_how = at, CheckIn.How.TICKED
    participant.save(update_fields=["attended_at", "attended_how"])


def _observe(participant: Participant, entry: Entry, at: datetime, now: datetime) -> None:
    """What is still to be done is due before the next meeting; what is settled was due some days ago."""
    today = timezone.localdate(now)
    days = {Commitment.State.OPEN.value: eve_of_next_meeting(today)}
    promises = [
        Promise(number, one["text"], days.get(one["state"], today - 3 * A_DAY))
        for number, one in enumerate(entry["promises"], start=1)
    ]
    filled = Filled(points=entry["points"], saw=entry["saw"], said=entry["said"], promises=promises)
    observation = send_observation(participant=participant, filled=filled, now=at)
    for commitment, one in zip(observation.commitments.order_by("number"), entry["promises"], strict=True):
        if one["state"] != Commitment.State.OPEN:
            settle_commitment(
                commitment=commitment, state=one["state"], note=one["note"], now=now - 3 * A_DAY
            )


def _count(session: DemonstrationSession) -> None:
    invited = session.participants.filter(withdrawn_at__isnull=True)
    session.invited_count = invited.count()
    session.coming_count = invited.filter(reply=Reply.COMING).count()
    session.attended_count = invited.filter(attended_at__isnull=False).count()
    session.save(update_fields=["invited_count", "coming_count", "attended_count"])


def _secretary_of(organisation: Organisation) -> Person | None:
    held = Appointment.objects.filter(organisation=organisation, post=POSTS[0], ended__isnull=True)
    found = held.select_related("person").first()
    return found.person if found else None


def _at(moment: datetime, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(moment), hour))
