"""semantics.json as typed fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from math import isfinite

from media.h5p.core.format.json_values import Json, JsonObject
from media.h5p.core.semantics.fields import (
    BooleanField,
    Field,
    Fields,
    FileField,
    FileKind,
    FontStyle,
    GroupField,
    LibraryField,
    ListField,
    NumberField,
    SelectField,
    TextField,
    UnknownField,
)
from media.h5p.core.sentences import Phrase, phrases

_TOLD_OPTIONS = 6  # libraries named to the author when content uses another


class SemanticsInvalid(Exception):
    """semantics.json describes no parameters; `reason` says why."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Common:
    """What every type of field may say."""

    name: str
    optional: bool
    default: Json


def parse_semantics(value: Json) -> Fields:
    """The fields of a content type; raise `SemanticsInvalid`.

    Nesting is bounded by whoever parsed the JSON.
    """
    if not isinstance(value, list):
        raise SemanticsInvalid(phrases.NOT_A_LIST)
    return {field.name: field for field in map(_field, value)}


def _field(value: Json) -> Field:
    if not isinstance(value, dict):
        raise SemanticsInvalid(phrases.NOT_AN_OBJECT)
    kind = str(value.get("type", ""))
    common = _Common(str(value.get("name", "")), value.get("optional") is True, value.get("default"))
    make = _MAKERS.get(kind)
    if make is None:
        return UnknownField(name=common.name, optional=common.optional, type=kind)
    return make(value, common)


def _text(raw: JsonObject, common: _Common) -> Field:
    tags, rule, font = raw.get("tags"), raw.get("regexp"), raw.get("font")
    return TextField(
        name=common.name,
        optional=common.optional,
        default=common.default,
        tags=frozenset(_texts(tags)) if isinstance(tags, list) else None,
        styles=frozenset(style for style in FontStyle if isinstance(font, dict) and font.get(style)),
        max_length=_whole(raw.get("maxLength")),
        pattern=_pattern(rule) if isinstance(rule, dict) else None,
    )


def _pattern(rule: JsonObject) -> str | None:
    pattern, modifiers = rule.get("pattern"), rule.get("modifiers")
    if not isinstance(pattern, str):
        return None
    flags = "".join(sorted(set(modifiers) & set("ims"))) if isinstance(modifiers, str) else ""
    return f"(?{flags}){pattern}" if flags else pattern


def _number(raw: JsonObject, common: _Common) -> Field:
    return NumberField(
        name=common.name,
        optional=common.optional,
        default=common.default,
        minimum=_finite(raw.get("min")),
        maximum=_finite(raw.get("max")),
        decimals=_whole(raw.get("decimals")),
    )


def _boolean(_raw: JsonObject, common: _Common) -> Field:
    return BooleanField(name=common.name, optional=common.optional, default=common.default)


def _select(raw: JsonObject, common: _Common) -> Field:
    options = tuple(_options(raw.get("options")))
    return SelectField(
        name=common.name,
        optional=common.optional,
        default=common.default,
        options=frozenset(options),
        first=options[0] if options else "",
        multiple=raw.get("multiple") is True,
    )


def _options(value: Json) -> Iterator[str]:
    for each in value if isinstance(value, list) else []:
        if isinstance(each, dict) and each.get("type") == "optgroup":
            yield from _options(each.get("options"))
        elif isinstance(each, dict) and each.get("value") is not None:
            yield as_option(each["value"])


def as_option(value: Json) -> str:
    """The text of a choice; semantics and parameters write `true` and `1` with and without quotes."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _list(raw: JsonObject, common: _Common) -> Field:
    return ListField(
        name=common.name,
        optional=common.optional,
        default=common.default,
        item=_field(raw.get("field")),
        maximum=_whole(raw.get("max")),
    )


def _group(raw: JsonObject, common: _Common) -> Field:
    return GroupField(
        name=common.name,
        optional=common.optional,
        default=common.default,
        fields=parse_semantics(raw.get("fields")),
        is_sub_content=raw.get("isSubContent") is True,
    )


def _library(raw: JsonObject, common: _Common) -> Field:
    options = tuple(_library_options(raw.get("options")))
    return LibraryField(
        name=common.name,
        optional=common.optional,
        default=common.default,
        options=frozenset(options),
        told=", ".join(options[:_TOLD_OPTIONS]),
        extra_keys=frozenset(_texts(raw.get("extraAttributes"))),
    )


def _library_options(value: Json) -> Iterator[str]:
    for each in value if isinstance(value, list) else []:
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict) and isinstance(each.get("name"), str):
            yield str(each["name"])


def _file(kind: FileKind, raw: JsonObject, common: _Common) -> Field:
    return FileField(
        name=common.name,
        optional=common.optional,
        kind=kind,
        extra_keys=frozenset(_texts(raw.get("extraAttributes"))),
    )


_MAKERS: dict[str, Callable[[JsonObject, _Common], Field]] = {
    "text": _text,
    "number": _number,
    "boolean": _boolean,
    "select": _select,
    "list": _list,
    "group": _group,
    "library": _library,
    **{kind.value: partial(_file, kind) for kind in FileKind},
}


def _texts(value: Json) -> Iterator[str]:
    yield from (each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None


def _finite(value: Json) -> float | None:
    usable = isinstance(value, int | float) and not isinstance(value, bool)
    return value if usable and isfinite(value) else None  # type: ignore[return-value,arg-type]
