"""What a reorganisation did, or would do: told before it is done, and kept after it."""

import hashlib
import json
from dataclasses import dataclass, field

from organisations.appointments.models import Appointment
from organisations.oversight.models import Grant
from organisations.tree.models import Organisation, Succession


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something of another room that comes along: `count` of what `label` names, in the plural."""

    label: str
    count: int


@dataclass(slots=True)
class Outcome:
    """Everything that one decision changed; counts are of the parts of the tree it touched."""

    succession: Succession
    moved: list[Organisation] = field(default_factory=list)
    founded: list[Organisation] = field(default_factory=list)
    closed: list[Organisation] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    ended: list[Appointment] = field(default_factory=list)
    carried: list[Appointment] = field(default_factory=list)
    grants_ended: list[Grant] = field(default_factory=list)
    cells: int = 0
    serving: int = 0
    touched: frozenset[int] = frozenset()
    arrivals: list[Arrival] = field(default_factory=list)


def mark_of(outcome: Outcome) -> str:
    """A short mark of what was done or would be: the same for the same, whenever it is tried.

    What a reorganisation founds or begins gets other numbers each time it is tried; it is told by name.
    """
    founded = {one.pk for one in outcome.founded}
    told = {
        "decision": [
            outcome.succession.kind,
            str(outcome.succession.on),
            outcome.succession.decision,
            outcome.succession.note,
        ],
        "moved": [[one.pk, _known(one.parent, founded)] for one in outcome.moved],
        "founded": [[one.name, one.short_name, one.code, one.kind_id] for one in outcome.founded],
        "closed": [one.pk for one in outcome.closed],
        "renamed": outcome.renamed,
        "ended": [post.pk for post in outcome.ended],
        "carried": [
            [post.person_id, post.post, _known(post.organisation, founded)] for post in outcome.carried
        ],
        "grants_ended": [grant.pk for grant in outcome.grants_ended],
        "counts": [outcome.cells, outcome.serving],
        "touched": sorted(outcome.touched - founded),
        "arrivals": [[str(arrival.label), arrival.count] for arrival in outcome.arrivals],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


def _known(organisation: Organisation | None, founded: set[int]) -> int | str | None:
    if organisation is None:
        return None
    return organisation.name if organisation.pk in founded else organisation.pk
