"""Which fields of a question as plain data hold rich text, and a way to change all of them at once."""

from collections.abc import Callable
from typing import Any

_RICH = {
    "prompt", "explanation", "when_right", "when_partly", "when_wrong", "hints", "feedback", "feedback_true",
    "feedback_false", "text",
}  # fmt: skip

Change = Callable[[str], str]


def changed(data: dict[str, Any], change: Change) -> dict[str, Any]:
    """The data with every rich text changed."""
    return {name: _field(name, value, change, is_typed=False) for name, value in data.items()}


def changed_at(path: str, value: Any, change: Change) -> Any:
    """The value at a place such as `choices.0.feedback` with every rich text in it changed."""
    names = [part for part in path.split(".") if not part.isdecimal()]
    return _field(names[-1] if names else "", value, change, is_typed="accepted" in names[:-1])


def _field(name: str, value: Any, change: Change, *, is_typed: bool) -> Any:
    if isinstance(value, str):
        # What is accepted of a typed answer is plain text.
        return change(value) if name in _RICH and not (name == "text" and is_typed) else value
    if isinstance(value, list):
        return [_field(name, one, change, is_typed=is_typed) for one in value]
    if isinstance(value, dict):
        inside = name == "accepted"
        return {inner: _field(inner, one, change, is_typed=inside) for inner, one in value.items()}
    return value
