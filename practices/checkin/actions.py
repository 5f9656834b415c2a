"""Writing down who came: from phones, forms and paper, and what follows from it, in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from accounts.models import User
from organisations.people.models import Person
from practices.checkin.models import AttendanceCode, CheckIn, SignInSheet
from practices.checkin.queries import places_of, window_of
from practices.checkin.rules import Mark, Receipt, attendance_of, moment_of, refusal_of
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.signals import attendance_confirmed

How = CheckIn.How
Refusal = CheckIn.Refusal


@dataclass(frozen=True, slots=True)
class Sent:
    """A check-in as it arrives: of a participant, of somebody by her code, or of a person that is known."""

    id: UUID
    how: str
    at: datetime
    participant: UUID | None = None
    code: str = ""
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it, and whose it was where that is known."""

    receipt: Receipt
    participant: UUID | None = None


@transaction.atomic
def record_checkins(
    *,
    session: DemonstrationSession,
    sent: Sequence[Sent],
    now: datetime,
    by: User | None = None,
    device: str = "",
    sheet: SignInSheet | None = None,
) -> dict[UUID, Outcome]:
    """Keep what is not known yet and settle who attended; the same again changes nothing.

    Whoever a host checks in without an invitation becomes a walk-in. Who did it herself waits for the host.
    """
    held = DemonstrationSession.objects.select_for_update().get(pk=session.pk)
    once = {one.id: one for one in sent}
    known = _known(held, once)
    new = _with_people(held, [one for one in once.values() if one.id not in known])
    refusals = {one.id: _refusal(held, one, now) for one in new}
    participants = _participants(held, [one.person for one in new if one.person])
    brought = [
        one
        for one in new
        if one.person and not refusals[one.id] and one.how not in (How.OWN_PHONE, How.TAKEN_BACK)
    ]
    participants |= _welcome(held, {one.person for one in brought if one.person} - participants.keys(), now)
    for one in new:
        if one.person and not refusals[one.id] and one.person not in participants:
            refusals[one.id] = Receipt.UNINVITED
    CheckIn.objects.bulk_create(
        CheckIn(
            id=one.id,
            session=held,
            person_id=one.person,
            how=one.how,
            at=moment_of(one.at, now),
            received_at=now,
            by=by,
            device=device[:60],
            sheet=sheet,
            typed="" if one.person else (one.code or str(one.participant or "")),
            refused=refusals[one.id] or "",
        )
        for one in new
    )
    _settle(held, [one.person for one in new if one.person], now)
    session.attended_count = held.attended_count
    return known | {one.id: _outcome(refusals[one.id], participants.get(one.person or 0)) for one in new}


def _known(session: DemonstrationSession, sent: Iterable[UUID]) -> dict[UUID, Outcome]:
    rows = dict(CheckIn.objects.filter(pk__in=list(sent)).values_list("pk", "person_id"))
    if not rows:
        return {}
    participants = _participants(session, [person for person in rows.values() if person])
    return {pk: _outcome(Receipt.KNOWN, participants.get(person or 0)) for pk, person in rows.items()}


def _outcome(receipt: Receipt | None, participant: Participant | None) -> Outcome:
    return Outcome(receipt or Receipt.SAVED, participant.public_id if participant else None)


def _with_people(session: DemonstrationSession, sent: list[Sent]) -> list[Sent]:
    """Each with the person it names, where somebody is named so."""
    codes = {one.code for one in sent if one.code}
    by_code = (
        dict(AttendanceCode.objects.filter(code__in=codes).values_list("code", "person_id")) if codes else {}
    )
    ids = {one.participant for one in sent if one.participant}
    named = Participant.objects.filter(session=session, public_id__in=ids)
    by_id = dict(named.values_list("public_id", "person_id")) if ids else {}
    return [one if one.person else replace(one, person=_person(one, by_code, by_id)) for one in sent]


def _person(one: Sent, by_code: dict[str, int], by_id: dict[UUID, int]) -> int | None:
    if one.code:
        return by_code.get(one.code)
    return by_id.get(one.participant) if one.participant else None


def _refusal(session: DemonstrationSession, one: Sent, now: datetime) -> Receipt | None:
    if one.person is None:
        return Receipt.UNKNOWN
    window = window_of(session)
    return refusal_of(moment_of(one.at, now), opens_at=window.opens_at, closed_at=window.closed_at)


def _participants(session: DemonstrationSession, people: Iterable[int]) -> dict[int, Participant]:
    """Those of these people whose invitation stands."""
    rows = Participant.objects.filter(session=session, person__in=list(people), withdrawn_at__isnull=True)
    return {row.person_id: row for row in rows}


def _welcome(session: DemonstrationSession, people: set[int], now: datetime) -> dict[int, Participant]:
    """Make walk-ins of people; what they did on their own phones before counts from now on."""
    if not people:
        return {}
    places = places_of(people)
    withdrawn = Participant.objects.filter(session=session, person__in=people)
    withdrawn.update(withdrawn_at=None, origin=Participant.Origin.WALK_IN)
    Participant.objects.bulk_create(
        (
            Participant(
                session=session,
                person_id=pk,
                organisation_id=places[pk][0] if pk in places else None,
                organisation_name=places[pk][1] if pk in places else "",
                origin=Participant.Origin.WALK_IN,
                invited_at=now,
            )
            for pk in sorted(people)
        ),
        ignore_conflicts=True,
    )
    waited = CheckIn.objects.filter(session=session, person__in=people, refused=Refusal.UNINVITED)
    waited.update(refused=Refusal.COUNTS)
    return _participants(session, people)


def _settle(session: DemonstrationSession, people: list[int], now: datetime) -> None:
    """Bring these people's attendance to what follows from all their check-ins, and the count with it."""
    if not people:
        return
    marks: dict[int, list[Mark]] = defaultdict(list)
    rows = CheckIn.objects.filter(session=session, person__in=people)
    for pk, person, at, received_at, how, refused in rows.values_list(
        "pk", "person_id", "at", "received_at", "how", "refused"
    ):
        made_at = received_at if how == How.SHEET else at
        marks[person or 0].append(Mark(str(pk), at, made_at, how, counts=not refused))
    changed, turned = [], []
    # Those who listen ask whose it was and at which session: it is here already.
    theirs = Participant.objects.filter(session=session, person__in=people).select_related("person")
    for participant in theirs.order_by("pk"):
        participant.session = session
        found = attendance_of(marks[participant.person_id])
        settled = (found.at, found.how) if found else (None, "")
        if settled != (participant.attended_at, participant.attended_how):
            changed.append(participant)
            if (settled[0] is None) != (participant.attended_at is None):
                turned.append(participant)
            participant.attended_at, participant.attended_how = settled
    Participant.objects.bulk_update(changed, ["attended_at", "attended_how"])
    if turned:
        session.attended_count = Participant.objects.filter(
            session=session, attended_at__isnull=False
        ).count()
        session.save(update_fields=["attended_count"])
    for participant in turned:
        attendance_confirmed.send(sender=Participant, participant=participant, now=now)


# --- What a host decides -----------------------------------------------------------------------------


def bring_in(
    *, session: DemonstrationSession, person: Person, by: User, now: datetime, at: datetime | None = None
) -> Outcome:
    """Somebody without an invitation is there, as a host says who sees her."""
    one = Sent(id=uuid4(), how=How.WALK_IN, at=at or now, person=person.pk)
    return record_checkins(session=session, sent=[one], by=by, now=now)[one.id]


@transaction.atomic
def identify(*, session: DemonstrationSession, checkin: CheckIn, person: Person, now: datetime) -> None:
    """Say whose a check-in was that named nobody, or let in who waited: it counts from when it was made."""
    held = DemonstrationSession.objects.select_for_update().get(pk=session.pk)
    window = window_of(held)
    refusal = refusal_of(checkin.at, opens_at=window.opens_at, closed_at=window.closed_at)
    checkin.person = person
    checkin.refused = refusal or Refusal.COUNTS
    checkin.save(update_fields=["person", "refused"])
    if not refusal and not _participants(held, [person.pk]):
        _welcome(held, {person.pk}, now)
    _settle(held, [person.pk], now)
    session.attended_count = held.attended_count


def check_oneself_in(
    *, session: DemonstrationSession, person: Person, by: User, opened_at: datetime, now: datetime
) -> Outcome:
    """She scanned the host's code; a second tap is the same check-in. It counts from the first opening."""
    one = Sent(
        id=uuid5(session.public_id, f"{person.public_id} {opened_at.isoformat()}"),
        how=How.OWN_PHONE,
        at=opened_at,
        person=person.pk,
    )
    return record_checkins(session=session, sent=[one], by=by, now=now)[one.id]


def type_sheet(
    *,
    session: DemonstrationSession,
    sheet: SignInSheet,
    participants: Iterable[Participant],
    at: datetime,
    by: User,
    now: datetime,
) -> dict[UUID, Outcome]:
    """Those who signed on a sheet, at the time the host states."""
    sent = [Sent(id=uuid4(), how=How.SHEET, at=at, person=one.person_id) for one in participants]
    return record_checkins(session=session, sent=sent, by=by, now=now, sheet=sheet)
