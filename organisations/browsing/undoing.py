"""The reorganisations of one organisation, each with whether it can be taken back, or why not."""

from dataclasses import dataclass

from accounts.models import User
from organisations.reorganising.queries import may_undo
from organisations.reorganising.retelling import Retelling
from organisations.reorganising.undoing import people_named_against, reasons_against_undoing
from organisations.tree.models import Organisation
from organisations.tree.queries import successions_of

LATEST = 3
"""Of how many it is asked; what is older has mostly been built upon, and says so on its own page."""


@dataclass(frozen=True, slots=True)
class WithUndoing:
    """A reorganisation; `reasons` is None where the viewer may not take it back, or was not told.

    `people` are those whom the reasons name.
    """

    retelling: Retelling
    reasons: list[str] | None
    people: frozenset[int] = frozenset()


def told_with_undoing(organisation: Organisation, viewer: User) -> list[WithUndoing]:
    retellings = Retelling.of_all(list(successions_of(organisation)), viewer)
    asked = [_asked(one, viewer) for one in retellings[:LATEST]]
    return asked + [WithUndoing(one, None) for one in retellings[LATEST:]]


def _asked(retelling: Retelling, viewer: User) -> WithUndoing:
    if not may_undo(viewer, retelling.succession):
        return WithUndoing(retelling, None)
    reasons = reasons_against_undoing(retelling.succession)
    named = people_named_against(retelling.succession) if reasons else set()
    return WithUndoing(retelling, reasons, frozenset(named))
