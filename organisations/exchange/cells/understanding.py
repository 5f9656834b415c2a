"""What a cell was understood to say, what is remarked about it, or why it cannot be understood."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class NotUnderstood(Exception):
    """A cell says nothing that can be used; `code` names the sentence, `values` fill it."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Note:
    """A cell was understood otherwise than it was typed."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood(Generic[T]):
    """The value, and what is remarked about it."""

    value: T
    notes: tuple[Note, ...] = ()


def text_of(value: object) -> str:
    """A cell as text: spaces tidied, whole numbers without the fraction that Excel keeps."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).replace("\u00a0", " ").replace("\u200b", "").split()).removeprefix("'").strip()


def is_blank(value: object) -> bool:
    return value is None or text_of(value) in {"", "-", "–", "—"}
