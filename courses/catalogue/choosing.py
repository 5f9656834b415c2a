"""What a reviewer has chosen for those under way, handed to the edition that her approval freezes.

Between the approval and the freezing lies Wagtail's publishing, which takes no word along: what was chosen
holds for what is published within a `with`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from accounts.models import User
from courses.catalogue.models import Onward


@dataclass(frozen=True, slots=True)
class Choice:
    onward: Onward
    by: User | None = None


_standing: ContextVar[Choice | None] = ContextVar("for_those_under_way", default=None)


@contextmanager
def choosing(choice: Choice) -> Iterator[None]:
    token = _standing.set(choice)
    try:
        yield
    finally:
        _standing.reset(token)


def choice_made() -> Choice:
    """Those under way learn the new part, unless somebody has chosen."""
    return _standing.get() or Choice(Onward.LEARN)
