"""A person in a few lines, by which two entries are told apart or found to be one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from organisations.oversight.queries import places_overseen_by
from organisations.people.models import Person
from organisations.personnel.queries import HeldPost, posts_by_person


@dataclass(frozen=True, slots=True)
class Portrait:
    """Who she is and what she holds, as far as the viewer may see."""

    person: Person
    posts: list[HeldPost]
    username: str


def portraits_of(people: Sequence[Person], viewer: User) -> dict[int, Portrait]:
    """By primary key, in the order given; a fixed number of queries. Accounts come with the people."""
    today = timezone.localdate()
    posts = posts_by_person(places_overseen_by(viewer), people, today)
    return {
        one.pk: Portrait(one, posts.get(one.pk, []), one.account.username if one.account else "")
        for one in people
    }
