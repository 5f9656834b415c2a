"""An approval publishes: it is asked about those under way, and not given to what nobody could finish."""

from typing import Any

from django.core.exceptions import PermissionDenied

from courses.publishing.queries import effect_of


class CannotBeFinished(PermissionDenied):
    """Nobody could finish the course by what it asks for; the author mends it first."""


def has_to_be_asked(obj: Any) -> bool:
    """Whether an approval has to say what becomes of those under way, or be told why it cannot be given."""
    effect = effect_of(obj)
    return effect is not None and (effect.asks or bool(effect.lacks))


def ask_first(actions: list[Any]) -> list[Any]:
    """Of several ways to approve one, which opens the question."""
    labels = {name: label for name, label, _opens in reversed(actions)}
    return [(name, label, True) for name, label in reversed(labels.items())]


def refuse_what_cannot_be_finished(obj: Any) -> None:
    """Raises CannotBeFinished."""
    effect = effect_of(obj)
    if effect and effect.lacks:
        raise CannotBeFinished(*effect.lacks)
