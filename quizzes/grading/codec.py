"""Questions, rules and the like as plain data for JSON, and back; strict, so that nothing is guessed."""

import types
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from quizzes.grading.questions import TYPES, AnyQuestion, Kind

T = TypeVar("T")


class BadData(Exception):
    """Data that is no such value; says where."""


def data_of(question: AnyQuestion) -> dict[str, Any]:
    """A question as plain data; what has its default is left out."""
    return {"kind": question.kind.value, **dump(question)}


def question_from(data: Any) -> AnyQuestion:
    """The question that `data_of` made this of. Raises BadData."""
    if not isinstance(data, dict) or data.get("kind") not in list(Kind):
        raise BadData("kind")
    rest = {name: value for name, value in data.items() if name != "kind"}
    question: AnyQuestion = load(TYPES[Kind(data["kind"])], rest)
    return question


def dump(value: Any) -> Any:
    """A dataclass as plain data, without what has its default; everything inside it as well."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: dump(getattr(value, field.name))
            for field in fields(value)
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple | list):
        return [dump(one) for one in value]
    return value.value if isinstance(value, StrEnum) else value


def load(type_: type[T], data: Any, place: str = "") -> T:
    """The value of `type_` that `dump` made this of. Raises BadData with the place."""
    if not isinstance(data, dict):
        raise BadData(place)
    hints = _hints(cast(Any, type_))
    needed = {f.name for f in fields(type_) if f.default is MISSING}  # type: ignore[arg-type]
    if wrong := (set(data) - set(hints)) | (needed - set(data)):
        raise BadData(f"{place}.{min(wrong)}".lstrip("."))
    made = {name: _value(hints[name], value, f"{place}.{name}".lstrip(".")) for name, value in data.items()}
    return type_(**made)


def _value(type_: Any, data: Any, place: str) -> Any:
    if get_origin(type_) in (Union, types.UnionType):
        return None if data is None else _value(get_args(type_)[0], data, place)
    if get_origin(type_) is tuple:
        if not isinstance(data, list):
            raise BadData(place)
        return tuple(_value(get_args(type_)[0], one, f"{place}[{n}]") for n, one in enumerate(data))
    if is_dataclass(type_):
        return load(cast(type[Any], type_), data, place)
    if issubclass(type_, StrEnum):
        if data not in list(type_):
            raise BadData(place)
        return type_(data)
    if type_ is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if type(data) is not type_:
        raise BadData(place)
    return data


@cache
def _hints(type_: type) -> dict[str, Any]:
    names = {field.name for field in fields(type_)}
    return {name: hint for name, hint in get_type_hints(type_).items() if name in names}
