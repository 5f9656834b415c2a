"""The fields that semantics.json may describe (h5p.org, "Semantics definition").

Labels, descriptions and widgets are for the editor and are left aside: what matters here is what a value
may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from media.h5p.core.format.json_values import Json


class FileKind(StrEnum):
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    FILE = "file"

    @property
    def in_variants(self) -> bool:
        """Film and sound come as a list of the same thing in several formats."""
        return self in (FileKind.VIDEO, FileKind.AUDIO)


class FontStyle(StrEnum):
    """What a text may style beyond alignment, as `font` in its semantics lists."""

    SIZE = "size"
    FAMILY = "family"
    COLOUR = "color"
    BACKGROUND = "background"
    SPACING = "spacing"
    HEIGHT = "height"


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseField:
    """`default` is None where semantics give none: null is no value in H5P."""

    name: str
    optional: bool = False
    default: Json = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(BaseField):
    """Plain text where `tags` is None, otherwise HTML with these tags."""

    tags: frozenset[str] | None = None
    styles: frozenset[FontStyle] = frozenset()
    max_length: int | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberField(BaseField):
    minimum: float | None = None
    maximum: float | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BooleanField(BaseField):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectField(BaseField):
    """One of `options`, or several where `multiple`; any text where there are no options."""

    options: frozenset[str] = frozenset()
    first: str = ""
    multiple: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListField(BaseField):
    item: Field
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupField(BaseField):
    """Several fields as an object, or one field as that field's value alone (see `only`)."""

    fields: Fields
    is_sub_content: bool = False

    @property
    def only(self) -> Field | None:
        """The field whose value stands for the whole group: the editor flattens a group of one."""
        if len(self.fields) != 1 or self.is_sub_content:
            return None
        return next(iter(self.fields.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryField(BaseField):
    """A piece of content of another library, written like `H5P.Image 1.1`; `told` lists the options."""

    options: frozenset[str] = frozenset()
    told: str = ""
    extra_keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileField(BaseField):
    kind: FileKind
    extra_keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownField(BaseField):
    """A type that no release of H5P we know describes."""

    type: str


Field = (
    TextField
    | NumberField
    | BooleanField
    | SelectField
    | ListField
    | GroupField
    | LibraryField
    | FileField
    | UnknownField
)

# By name, in the order of semantics.json. Looked up, never searched: content may hold ten thousand items.
Fields: TypeAlias = Mapping[str, Field]
