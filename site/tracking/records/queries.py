"""A secretary's record: who she is, and everything the rooms know of what she owes, learnt and applied."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from courses.owing.portrait import exempt_over_time
from organisations.appointments.models import Appointment
from organisations.appointments.queries import posts_of
from organisations.people.models import Person
from organisations.personnel.signals import Section, sections_about
from organisations.personnel.timeline import posts_over_time


@dataclass(frozen=True, slots=True)
class Post:
    """A post she holds or held; `organisation` is empty where the reader may not be told of it."""

    appointment: Appointment
    organisation: str


@dataclass(frozen=True, slots=True)
class Record:
    """What stands on the page, on paper and in the file alike."""

    person: Person
    posts: list[Post]
    sections: list[Section]
    at: datetime


def own_record_of(person: Person, *, at: datetime) -> Record:
    """What she reads of herself."""
    posts = [Post(one, one.organisation.name) for one in posts_of(person)]
    return Record(person, posts, sections_about(person), at)


def record_for(viewer: User, person: Person, *, at: datetime) -> Record:
    """What whoever oversees her reads: also from what she was exempted, and why."""
    posts = [Post(one.appointment, one.organisation) for one in posts_over_time(person, viewer)]
    return Record(person, posts, [*sections_about(person), exempt_over_time(person)], at)
