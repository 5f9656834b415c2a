"""What a reorganisation did, or would do: told before it is done, and kept after it."""

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
