"""What happens below, to people; their attempts follow."""

from typing import Any

from organisations.people.models import Person
from organisations.people.signals import people_merging
from quizzes.attempts.joining import join_attempts


def connect() -> None:
    people_merging.connect(_people_merging)


def _people_merging(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    join_attempts(kept=kept, gone=gone)
