"""Questions to sources: whose they are, who may answer, what stands on a page."""

from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.appointments.queries import serving_on
from organisations.people.models import Person
from practices.exemplars.models import Practice
from practices.inquiries.models import Inquiry
from practices.inquiries.rules import OPEN

LEADERS = (Appointment.Post.SECRETARY, Appointment.Post.DEPUTY)
State = Inquiry.State
MOST_LISTED = 100
MOST_SHOWN = 40
_WAITING_FIRST = Case(When(state=State.ASKED, then=Value(0)), default=Value(1), output_field=IntegerField())


def practice_to_ask_about(slug: str) -> Practice | None:
    return Practice.objects.filter(slug=slug, is_current=True).select_related("organisation").first()


def own_inquiries(person: Person | None) -> QuerySet[Inquiry]:
    """What somebody has asked, the latest first."""
    if not person:
        return Inquiry.objects.none()
    return Inquiry.objects.filter(asker=person).select_related("practice")


def open_count(person: Person) -> int:
    return own_inquiries(person).filter(state__in=OPEN).count()


def inquiries_to(person: Person | None, today: date) -> QuerySet[Inquiry]:
    """What others asked of the organisations that somebody leads today, what waits for her first.

    Who asked is not told; what the School declined is not shown.
    """
    if not person:
        return Inquiry.objects.none()
    led = serving_on(today).filter(person=person, post__in=LEADERS).values("organisation")
    asked = Inquiry.objects.filter(practice__organisation__in=led).exclude(asker=person)
    shown = asked.exclude(state=State.DECLINED).select_related("practice").defer("asker")
    return shown.order_by(_WAITING_FIRST, "-asked_at", "-pk")


def contacts_of(practice: Practice, today: date) -> list[User]:
    """The accounts of those who answer for the organisation whose practice it is."""
    if practice.organisation_id is None:
        return []
    held = serving_on(today).filter(organisation=practice.organisation_id, post__in=LEADERS)
    return list(User.objects.filter(person__in=held.values("person")))


def shown_about(practice: Practice) -> list[Inquiry]:
    """What became part of its page, the latest first."""
    shown = Inquiry.objects.filter(practice=practice, state=State.SHOWN)
    return list(shown.order_by("-asked_at", "-pk").only("asked", "answered", "answered_at")[:MOST_SHOWN])


def waiting_count() -> int:
    """How many wait for the School: to be reviewed, or to be answered where nobody else can."""
    waiting = Inquiry.objects.filter(state=State.ANSWERED)
    orphans = Inquiry.objects.filter(state=State.ASKED, practice__organisation=None)
    return waiting.count() + orphans.count()


def inquiry_read(public_id: UUID) -> Inquiry | None:
    """One of them, for the School; who asked stays with the platform."""
    related = Inquiry.objects.select_related("practice__organisation", "answered_by", "reviewed_by")
    return related.filter(public_id=public_id).first()
