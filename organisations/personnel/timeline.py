"""A person's posts over time, each with where it stood when it began; roles she was given."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.appointments.queries import posts_of
from organisations.oversight.models import Grant
from organisations.oversight.queries import OVERSEERS, grants_of, oversees_everything
from organisations.people.models import Person
from organisations.personnel.rules import steps_in_sight
from organisations.tree.models import Standing
from organisations.tree.rules import numbers_on


@dataclass(frozen=True, slots=True)
class Held:
    """A post of somebody's; `organisation` is empty where the viewer may not be told of it."""

    appointment: Appointment
    organisation: str
    above: list[str]

    @property
    def is_annulled(self) -> bool:
        return self.appointment.ended == self.appointment.began

    def has_ended(self, today: date) -> bool:
        return self.appointment.ended is not None and self.appointment.ended <= today


@dataclass(frozen=True, slots=True)
class Role:
    """A role that was given, and over what, where the viewer may be told."""

    grant: Grant
    organisation: str


class Sight:
    """What of the tree a viewer may be told: her grants as they stand today."""

    def __init__(self, viewer: User) -> None:
        self.everything = oversees_everything(viewer)
        self.granted: set[int] = set()
        if not self.everything:
            self.granted = set(grants_of(viewer, *OVERSEERS).values_list("organisation", flat=True))

    def steps(self, path: str) -> list[int]:
        numbers = numbers_on(path)
        return numbers if self.everything else steps_in_sight(numbers, self.granted)


def posts_over_time(person: Person, viewer: User) -> list[Held]:
    """All posts, the latest first, in a fixed number of queries."""
    sight = Sight(viewer)
    posts = list(posts_of(person))
    stood = _History(post.organisation_id for post in posts)
    ways = {post.pk: _way(post, stood, sight) for post in posts}
    above = _History({number for way in ways.values() for number in way})
    return [_held(post, ways[post.pk], above) for post in posts]


def _way(post: Appointment, stood: "_History", sight: Sight) -> list[int]:
    """From the top of what the viewer may be told down to the organisation, as it lay at the beginning.

    What she was not in charge of then but is today, she is told by its name alone.
    """
    then = stood.on(post.organisation_id, post.began)
    way = sight.steps(then.path) if then else []
    return way or ([post.organisation_id] if sight.steps(post.organisation.path) else [])


def _held(post: Appointment, way: list[int], history: "_History") -> Held:
    names = [standing.name for number in way if (standing := history.on(number, post.began))]
    return Held(post, names[-1] if names else "", names[:-1])


class _History:
    """The standings of some organisations, asked for once."""

    def __init__(self, organisations: Iterable[int]) -> None:
        self.standings: dict[int, list[Standing]] = {}
        for standing in Standing.objects.filter(organisation__in=set(organisations)).order_by("began"):
            self.standings.setdefault(standing.organisation_id, []).append(standing)

    def on(self, organisation: int, day: date) -> Standing | None:
        known = self.standings.get(organisation, [])
        return next((one for one in known if _covers(one, day)), None)


def _covers(standing: Standing, day: date) -> bool:
    return standing.began <= day and (standing.ended is None or day < standing.ended)


def roles_of(person: Person, viewer: User) -> list[Role]:
    """Every role a person holds or held, the latest first."""
    sight = Sight(viewer)
    grants: Collection[Grant] = person.grants.select_related("organisation")
    return [
        Role(grant, grant.organisation.name if sight.steps(grant.organisation.path) else "")
        for grant in grants
    ]
