"""Parameters with the defaults that semantics promise and an older editor left out.

Two real Interactive Books crashed for want of a group their library reads without asking; filling it
made both play. Lists and nested content are completed inside, never invented.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from media.h5p.core.format.json_values import Json, JsonObject
from media.h5p.core.format.limits import DEFAULT_LIMITS, Limits
from media.h5p.core.format.names import LibraryName
from media.h5p.core.semantics.fields import Field, Fields, GroupField, LibraryField, ListField
from media.h5p.core.semantics.walking import nested_library
from media.h5p.core.shelf import Shelf


def complete(
    params: JsonObject, library: LibraryName, shelf: Shelf, limits: Limits = DEFAULT_LIMITS
) -> JsonObject:
    """A copy of the parameters with every missing default filled in, nested libraries included."""
    completer = _Completer(shelf, depth=limits.max_nested_libraries, left=limits.max_json_values)
    return completer.fields(params, shelf.semantics(library))


@dataclass(slots=True)
class _Completer:
    """One pass; `left` defaults may still be filled in.

    A long list times a long description would multiply to more than a machine holds, so filling stops
    where no real content comes near. Nothing of the author's is dropped by that.
    """

    shelf: Shelf
    depth: int
    left: int

    def fields(self, value: JsonObject, fields: Fields) -> JsonObject:
        completed = {
            key: self.value(each, fields[key]) if key in fields else each for key, each in value.items()
        }
        if self.left < len(fields):
            return completed
        self.left -= len(fields)
        for name, field in fields.items():
            if completed.get(name) is None and (default := self.default(field)) is not None:
                completed[name] = default
        return completed

    def value(self, value: Json, field: Field) -> Json:
        if isinstance(field, GroupField) and field.only is not None:
            return self.value(value, field.only)
        if isinstance(field, GroupField) and isinstance(value, dict):
            return self.fields(value, field.fields)
        if isinstance(field, ListField) and isinstance(value, list):
            return [self.value(each, field.item) for each in value]
        if isinstance(field, LibraryField) and isinstance(value, dict) and self.depth:
            return self._nested(value, field)
        return value

    def _nested(self, value: JsonObject, field: LibraryField) -> JsonObject:
        name = nested_library(value, field)
        if name is None:
            return value
        semantics = self.shelf.semantics(name)
        params = value.get("params")
        self.depth -= 1
        completed = self.fields(params if isinstance(params, dict) else {}, semantics)
        self.depth += 1
        return {**value, "params": completed}

    def default(self, field: Field) -> Json:
        if not isinstance(field, GroupField):
            return deepcopy(field.default)
        if field.only is not None:
            return self.default(field.only) if field.default is None else deepcopy(field.default)
        start = deepcopy(field.default) if isinstance(field.default, dict) else {}
        completed = self.fields(start, field.fields)
        # A library may read a required group without asking whether it is there: an empty one is given too.
        return completed if completed or not field.optional else None
