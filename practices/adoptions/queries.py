"""Who may see and go on with which adoption: who leads the cell today, and the unit above it.

What a cell recorded goes on with what the cell became (`organisations.tree.heirs`): nothing is moved.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, F, IntegerField, Max, Prefetch, Q, QuerySet, Value, When

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.appointments.queries import serving_on
from organisations.oversight.queries import places_overseen_by
from organisations.people.models import Person
from organisations.tree.heirs import became, forebears_of, heirs_of
from organisations.tree.models import Organisation
from organisations.tree.queries import within
from practices.adoptions.models import Adoption, AdoptionFile, AdoptionReport, FollowUp
from practices.adoptions.rules import APPLYING, Said
from practices.exemplars.models import Practice
from practices.sessions.queries import HOSTS

LEADERS = (Appointment.Post.SECRETARY, Appointment.Post.DEPUTY)
REASONS_SHOWN = 3


Leader = Person | User | AnonymousUser | None
"""Somebody who may lead a cell: a person, or whoever signs in with an account."""

# --- Those who lead a cell ----------------------------------------------------------------------


def posts_leading(leader: Leader, today: date) -> QuerySet[Appointment]:
    """The posts of secretary and deputy that somebody holds on a day."""
    if not leader or not leader.pk:
        return Appointment.objects.none()
    hers = Q(person__account=leader.pk) if isinstance(leader, User) else Q(person=leader.pk)
    return serving_on(today).filter(hers, post__in=LEADERS).order_by()


def cells_led_by(leader: Leader, today: date) -> QuerySet[Organisation]:
    """The open cells of which somebody is secretary or deputy on a day."""
    held = posts_leading(leader, today)
    cells = Organisation.objects.filter(pk__in=held.values("organisation"), is_open=True, kind__is_cell=True)
    return cells.order_by("name_key", "pk")


def recorded_by_cells(cells: Collection[int]) -> QuerySet[Adoption]:
    """What these cells have recorded, and what those recorded that went into them."""
    forebears = forebears_of(cells)
    own = Q(organisation__in=[number for number, until in forebears.items() if until is None])
    came = [
        Q(organisation=number, recorded_at__lte=until)
        for number, until in forebears.items()
        if until is not None
    ]
    return Adoption.objects.filter(reduce(or_, came, own)) if forebears else Adoption.objects.none()


def adoptions_led_by(leader: Leader, today: date) -> QuerySet[Adoption]:
    """The adoptions that somebody goes on with, by the post that she holds on a day."""
    return recorded_by_cells(list(cells_led_by(leader, today).values_list("pk", flat=True)))


def adoption_led_by(leader: Leader, public_id: UUID, today: date) -> Adoption | None:
    """One of them; None for one that is unknown or another cell's."""
    found = adoptions_led_by(leader, today).filter(public_id=public_id)
    return found.select_related("practice", "organisation", "session").first()


def adoption_of_practice(practice: Practice, cell: Organisation) -> Adoption | None:
    """What the cell has recorded of a practice; else the latest of what one recorded that went into it."""
    found = list(recorded_by_cells([cell.pk]).filter(practice=practice).order_by("-recorded_at", "-pk"))
    return next((one for one in found if one.organisation_id == cell.pk), found[0] if found else None)


def leaders_of(adoption: Adoption, today: date) -> list[User]:
    """The accounts of those who lead the cell, or what it has become, on a day."""
    heirs = became(adoption.organisation_id, adoption.recorded_at, heirs_of([adoption.organisation_id]))
    held = serving_on(today).filter(
        organisation__in=heirs, organisation__is_open=True, post__in=LEADERS, person__account__isnull=False
    )
    people = Person.objects.filter(pk__in=held.order_by().values("person")).select_related("account")
    return [person.account for person in people.order_by("pk") if person.account]


def with_what_is_due(adoptions: QuerySet[Adoption], today: date) -> QuerySet[Adoption]:
    """Each with the practice, the cell, and `due`: its follow-ups that nothing has answered yet."""
    due = FollowUp.objects.filter(answered_by_report__isnull=True, due_on__lte=today)
    return adoptions.select_related("practice", "organisation").prefetch_related(
        Prefetch("follow_ups", queryset=due.order_by("due_on"), to_attr="due")
    )


# --- What was said ------------------------------------------------------------------------------


def reports_of(adoption: Adoption) -> list[AdoptionReport]:
    """Everything a cell has said, with its files, in the order of the days."""
    return list(adoption.reports.prefetch_related("files").order_by("on", "at", "pk"))


def due_of(adoption: Adoption, today: date) -> FollowUp | None:
    """The latest follow-up that is due and not answered."""
    waiting = adoption.follow_ups.filter(answered_by_report__isnull=True, due_on__lte=today)
    return waiting.order_by("-due_on").first()


def file_of(adoption: Adoption, public_id: UUID) -> AdoptionFile | None:
    return AdoptionFile.objects.filter(report__adoption=adoption, public_id=public_id).first()


def facts_of(adoption: Adoption, day_of: Callable[[datetime], date]) -> list[Said]:
    """The reports as the rules know them."""
    rows = adoption.reports.order_by().values_list("state", "on", "at", "pk")
    return [Said(state, on, at, day_of(at), str(pk)) for state, on, at, pk in rows]


# --- The unit above -----------------------------------------------------------------------------


def adoptions_below(viewer: User, today: date) -> QuerySet[Adoption]:
    """What cells of a viewer's part of the tree have recorded; `said_at` is when they last said anything.

    Not what she records herself: nobody confirms her own cell.
    """
    places = places_overseen_by(viewer, roles=HOSTS)
    found = Adoption.objects.filter(within(places, prefix="organisation__"))
    own = cells_led_by(viewer, today).order_by().values("pk")
    found = found.exclude(organisation__in=own)
    return found.select_related("practice", "organisation__parent").annotate(said_at=Max("reports__at"))


def adoption_below(viewer: User, public_id: UUID, today: date) -> Adoption | None:
    return adoptions_below(viewer, today).filter(public_id=public_id).first()


def waiting_first(adoptions: QuerySet[Adoption]) -> QuerySet[Adoption]:
    """Of `adoptions_below`: what nobody has confirmed as it stands now first, then the latest said."""
    settled = When(Q(("confirmed_at__gte", F("said_at"))), then=Value(1))
    waits = Case(settled, default=Value(0), output_field=IntegerField())
    said = adoptions.annotate(said_at=Max("reports__at"))
    return said.annotate(is_settled=waits).order_by("is_settled", "-said_at", "-pk")


# --- A practice's page --------------------------------------------------------------------------


def current_practice(slug: str) -> Practice | None:
    return Practice.objects.filter(slug=slug, is_current=True).first()


def adoptions_of(practice: Practice) -> QuerySet[Adoption]:
    return Adoption.objects.filter(practice=practice)


def reasons_for_stopping(practice: Practice) -> list[str]:
    """Why cells stopped, the latest first, each in as few words as its first line; one query."""
    stopped = AdoptionReport.objects.filter(
        adoption__practice=practice, adoption__state=Adoption.State.STOPPED, state=Adoption.State.STOPPED
    )
    texts = stopped.exclude(why="").order_by("-on", "-at").values_list("why", flat=True)
    return list(dict.fromkeys(text.strip() for text in texts[: 2 * REASONS_SHOWN]))[:REASONS_SHOWN]


# --- A person, a unit ---------------------------------------------------------------------------


def adoptions_touched_by(person: Person, today: date) -> QuerySet[Adoption]:
    """What somebody has reported on, and what the cells that she leads today go on with."""
    reported = Q(pk__in=AdoptionReport.objects.filter(by=person).order_by().values("adoption"))
    led = Q(pk__in=adoptions_led_by(person, today).order_by().values("pk"))
    return Adoption.objects.filter(reported | led).select_related("practice", "organisation")


def cells_applying_within(places: Sequence[str]) -> QuerySet[Organisation]:
    """The cells within these places that apply at least one practice today."""
    applying = Adoption.objects.filter(state__in=APPLYING).order_by().values("organisation")
    return Organisation.objects.filter(within(places), pk__in=applying, kind__is_cell=True)
