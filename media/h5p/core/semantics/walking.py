"""Every value of the parameters beside the field that describes it, nested libraries included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from media.h5p.core.format.json_values import Json, JsonObject, child
from media.h5p.core.format.limits import DEFAULT_LIMITS, Limits
from media.h5p.core.format.names import LibraryName, NotALibraryName
from media.h5p.core.semantics.fields import (
    Field,
    Fields,
    FileField,
    GroupField,
    LibraryField,
    ListField,
    TextField,
)
from media.h5p.core.semantics.files import is_address, path_in_content
from media.h5p.core.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Visit:
    """`pointer` is the JSON pointer of the value in content.json (RFC 6901)."""

    pointer: str
    field: Field
    value: Json


def walk(
    params: JsonObject, library: LibraryName, shelf: Shelf, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Visit]:
    """Children before parents, in the order of the parameters; what no field describes is passed over."""
    yield from _walk_fields(params, shelf.semantics(library), "", shelf, limits.max_nested_libraries)


def libraries_in(params: JsonObject, library: LibraryName, shelf: Shelf) -> Iterator[LibraryName]:
    """The libraries whose content is nested in the parameters where semantics allow it."""
    for visit in walk(params, library, shelf):
        if (
            isinstance(visit.field, LibraryField)
            and (name := nested_library(visit.value, visit.field)) is not None
        ):
            yield name


def files_in(params: JsonObject, library: LibraryName, shelf: Shelf) -> Iterator[tuple[str, str]]:
    """(pointer, path below `content/`) of every file the parameters use."""
    for pointer, path in _paths(params, library, shelf):
        if not is_address(path):
            yield pointer, path_in_content(path)


def addresses_in(params: JsonObject, library: LibraryName, shelf: Shelf) -> Iterator[tuple[str, str]]:
    """(pointer, address) of every film, sound or picture that lies outside the package."""
    yield from ((at, path) for at, path in _paths(params, library, shelf) if is_address(path))


def texts_in(params: JsonObject, library: LibraryName, shelf: Shelf) -> Iterator[str]:
    for visit in walk(params, library, shelf):
        if isinstance(visit.field, TextField) and isinstance(visit.value, str):
            yield visit.value


def nested_library(value: Json, field: LibraryField) -> LibraryName | None:
    spelling = value.get("library") if isinstance(value, dict) else None
    if not isinstance(spelling, str) or spelling not in field.options:
        return None
    try:
        return LibraryName.parse(spelling)
    except NotALibraryName:
        return None


def _paths(params: JsonObject, library: LibraryName, shelf: Shelf) -> Iterator[tuple[str, str]]:
    for visit in walk(params, library, shelf):
        if not isinstance(visit.field, FileField):
            continue
        for each in visit.value if isinstance(visit.value, list) else [visit.value]:
            path = each.get("path") if isinstance(each, dict) else None
            if isinstance(path, str) and path:
                yield visit.pointer, path


def _walk_fields(value: Json, fields: Fields, at: str, shelf: Shelf, depth: int) -> Iterator[Visit]:
    for key, each in value.items() if isinstance(value, dict) else ():
        if each is not None and key in fields:
            yield from _walk(each, fields[key], child(at, key), shelf, depth)


def _walk(value: Json, field: Field, at: str, shelf: Shelf, depth: int) -> Iterator[Visit]:
    if isinstance(field, GroupField) and field.only is not None:
        yield from _walk(value, field.only, at, shelf, depth)
        return
    if isinstance(field, GroupField):
        yield from _walk_fields(value, field.fields, at, shelf, depth)
    elif isinstance(field, ListField) and isinstance(value, list):
        for index, each in enumerate(value):
            yield from _walk(each, field.item, child(at, index), shelf, depth)
    elif isinstance(field, LibraryField) and isinstance(value, dict) and depth:
        name = nested_library(value, field)
        semantics = shelf.semantics(name) if name is not None else {}
        yield from _walk_fields(value.get("params"), semantics, child(at, "params"), shelf, depth - 1)
    yield Visit(at, field, value)
