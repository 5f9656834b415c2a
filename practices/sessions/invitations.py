"""Whom an invitation by posts means: looked up on the day of the session, everyone once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from organisations.appointments.models import Appointment
from organisations.appointments.queries import RANK, serving_on
from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import within
from practices.sessions.models import DemonstrationSession, Participant, SessionAudience

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody who is meant, and the first of the posts by which."""

    person: Person
    post: Appointment | None

    @property
    def organisation(self) -> Organisation | None:
        return self.post.organisation if self.post else None

    @property
    def organisation_name(self) -> str:
        return name_with_parent(self.organisation) if self.organisation else ""


def name_with_parent(organisation: Organisation) -> str:
    """Cells of two communes may be called the same."""
    above = organisation.parent
    return (f"{organisation.name}, {above.name}" if above else organisation.name)[:LONGEST_NAME]


def day_of(session: DemonstrationSession) -> date:
    return timezone.localdate(session.starts_at)


def meant_by(audiences: Iterable[SessionAudience], on: date) -> list[Meant]:
    """Who holds one of these posts in one of these parts of the tree on a day."""
    asked = [
        within([one.organisation.path], prefix="organisation__") & Q(post__in=one.posts) for one in audiences
    ]
    if not asked:
        return []
    return _each_once(_in_order(serving_on(on).filter(reduce(or_, asked), organisation__is_open=True)))


def meant_by_name(people: Sequence[Person], on: date) -> list[Meant]:
    """These people, each with the first post she holds on a day."""
    held = _each_once(_in_order(serving_on(on).filter(person__in=people)))
    by_person = {one.person.pk: one for one in held}
    return [by_person.get(person.pk, Meant(person, None)) for person in people]


def not_yet_invited(session: DemonstrationSession, meant: Sequence[Meant]) -> list[Meant]:
    """Those without a line in the session's list; whoever was taken off it stays off."""
    known = set(Participant.objects.filter(session=session).values_list("person", flat=True))
    return [one for one in meant if one.person.pk not in known]


def _in_order(posts: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return (
        posts.filter(person__erased_at__isnull=True)
        .select_related("person", "organisation__parent")
        .order_by(RANK, "organisation__kind__rank", "organisation__name_key", "pk")
    )


def _each_once(posts: Iterable[Appointment]) -> list[Meant]:
    first: dict[int, Meant] = {}
    for post in posts:
        first.setdefault(post.person_id, Meant(post.person, post))
    return list(first.values())
