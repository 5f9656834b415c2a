"""Reads of check-in: when it is open, who is on the roll, what waits for the host, whose people came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from organisations.appointments.queries import RANK, serving_on
from organisations.oversight.queries import OVERSEERS, people_overseen_by
from organisations.people.models import Person
from organisations.people.queries import search_people
from practices.checkin.models import AttendanceCode, CheckIn, SignInSheet
from practices.checkin.rules import digest_of_code
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.queries import HOSTS

State = DemonstrationSession.State
MOST_FOUND = 20
"""People whom a search shows."""

_NEVER_OPEN = {State.DRAFT, State.CANCELLED}


@dataclass(frozen=True, slots=True)
class Window:
    """From when and until when check-ins of a session count; without `opens_at` none does."""

    opens_at: datetime | None
    closed_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        return self.opens_at is not None and self.opens_at <= now and not self.is_over

    @property
    def is_over(self) -> bool:
        return self.closed_at is not None


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on the roll, as a host sees her."""

    participant: Participant
    digest: str

    @property
    def person(self) -> Person:
        return self.participant.person

    @property
    def person_id(self) -> int:
        return self.participant.person_id

    @property
    def is_there(self) -> bool:
        return self.participant.attended_at is not None

    @property
    def is_walk_in(self) -> bool:
        return self.participant.origin == Participant.Origin.WALK_IN

    @property
    def how(self) -> str:
        try:
            return str(CheckIn.How(self.participant.attended_how).label)
        except ValueError:
            return ""


def window_of(session: DemonstrationSession) -> Window:
    before = timedelta(minutes=session.opens_minutes_before)
    opens_at = None if session.state in _NEVER_OPEN else session.starts_at - before
    return Window(opens_at, session.closed_at)


def on_the_roll(session: DemonstrationSession) -> QuerySet[Participant]:
    """Those invited and those who came without, as Vietnamese lists go."""
    standing = Participant.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(attended_at__isnull=False), session=session
    )
    return standing.select_related("person").order_by("person__name_key", "pk")


def roll_of(session: DemonstrationSession) -> list[Line]:
    """The roll, with what a phone without a line knows each one's code by."""
    lines = list(on_the_roll(session))
    codes = codes_of(line.person_id for line in lines)
    return [_line(session, line, codes) for line in lines]


def lines_of(session: DemonstrationSession, chosen: Iterable[UUID]) -> list[Line]:
    """Some of the roll, by public ids."""
    lines = list(on_the_roll(session).filter(public_id__in=list(chosen)))
    codes = codes_of(line.person_id for line in lines)
    return [_line(session, line, codes) for line in lines]


def _line(session: DemonstrationSession, participant: Participant, codes: dict[int, str]) -> Line:
    code = codes.get(participant.person_id, "")
    return Line(participant, digest_of_code(str(session.public_id), code) if code else "")


def codes_of(people: Iterable[int]) -> dict[int, str]:
    """Codes of people, by primary keys; who has none yet is left out."""
    return dict(AttendanceCode.objects.filter(person__in=list(people)).values_list("person_id", "code"))


def those_present(session: DemonstrationSession) -> dict[str, tuple[datetime, str]]:
    """When each one came and how it is known, by public ids of participants."""
    present = Participant.objects.filter(session=session, attended_at__isnull=False).order_by("pk")
    rows = present.values_list("public_id", "attended_at", "attended_how")
    return {str(public_id): (at, how) for public_id, at, how in rows if at}


def to_look_at(session: DemonstrationSession) -> list[CheckIn]:
    """Codes that nobody has, and people without an invitation, until the host has said who they are."""
    nobodys = Q(refused=CheckIn.Refusal.UNKNOWN, how=CheckIn.How.SCANNED)
    uninvited = Q(refused=CheckIn.Refusal.UNINVITED, how=CheckIn.How.OWN_PHONE)
    rows = CheckIn.objects.filter(nobodys | uninvited, session=session)
    return list(rows.select_related("person").order_by("at", "pk"))


def waiting_checkin(session: DemonstrationSession, pk: UUID) -> CheckIn | None:
    return next((row for row in to_look_at(session) if row.pk == pk), None)


def people_in_sight(viewer: User, text: str) -> list[Person]:
    """People whom a host may bring in, by name or telephone, without marks; none without a word to go by."""
    if not text.strip():
        return []
    return list(search_people(people_overseen_by(viewer, roles=HOSTS), text)[:MOST_FOUND])


def person_in_sight(viewer: User, public_id: UUID) -> Person | None:
    return people_overseen_by(viewer, roles=HOSTS).filter(public_id=public_id).first()


def places_of(people: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Where people hold their first post today: the organisation's key and name, by the person's key."""
    held = serving_on(timezone.localdate()).filter(person__in=list(people)).select_related("organisation")
    found: dict[int, tuple[int, str]] = {}
    for post in held.order_by("person", RANK, "pk"):
        found.setdefault(post.person_id, (post.organisation_id, post.organisation.name))
    return found


# --- Paper -----------------------------------------------------------------------------------------


def sheets_of(session: DemonstrationSession) -> QuerySet[SignInSheet]:
    return SignInSheet.objects.filter(session=session).annotate(typed=Count("checkins"))


def sheet_of(session: DemonstrationSession, public_id: UUID) -> SignInSheet | None:
    return sheets_of(session).filter(public_id=public_id).first()


# --- Organisers above those invited ------------------------------------------------------------------


def attendance_overseen_by(viewer: User) -> QuerySet[Participant]:
    """The viewer's own people at sessions that have been announced; nobody else's."""
    own = people_overseen_by(viewer, roles=OVERSEERS).order_by().values("pk")
    standing = Participant.objects.filter(person__in=own, withdrawn_at__isnull=True)
    return standing.exclude(session__state__in=_NEVER_OPEN)


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """How many of a viewer's people were invited to a session and how many came."""

    session: DemonstrationSession
    invited: int
    came: int


MOST_SESSIONS = 100


def sessions_overseen_by(viewer: User) -> list[SessionFigures]:
    """The latest sessions first."""
    grouped = (
        attendance_overseen_by(viewer)
        .order_by()
        .values("session")
        .annotate(invited=Count("pk"), came=Count("pk", filter=Q(attended_at__isnull=False)))
    )
    counted = {row["session"]: row for row in grouped}
    sessions = DemonstrationSession.objects.filter(pk__in=list(counted)).select_related("host")
    return [
        SessionFigures(one, counted[one.pk]["invited"], counted[one.pk]["came"])
        for one in sessions.order_by("-starts_at", "-pk")[:MOST_SESSIONS]
    ]


def own_people_at(viewer: User, session: UUID) -> list[Participant]:
    rows = attendance_overseen_by(viewer).filter(session__public_id=session)
    return list(rows.select_related("person", "session__host").order_by("person__name_key", "pk"))


# --- Who scanned the host's code ---------------------------------------------------------------------


def session_at(public_id: UUID) -> DemonstrationSession | None:
    """A session that was announced; whoever knows one of its codes may come to it."""
    known = DemonstrationSession.objects.exclude(state__in=_NEVER_OPEN)
    return known.filter(public_id=public_id).select_related("host").first()


def own_place_at(session: DemonstrationSession, person: Person) -> Participant | None:
    """Her place on the roll."""
    return on_the_roll(session).filter(person=person).first()
